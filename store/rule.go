package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/store/query"
)

// A rule says of stories that match its query what they are worth, and what to do with them when they come in. Scores are
// kept with the stories: they add up, order what they order (score:>10, the front page), and can be explained.

// Rule is a query, and what follows where it matches.
type Rule struct {
	Query string
	Score int      // added to a story's
	Do    []string // done once, when a story comes in: "bookmark", "follow", "read", "notify"
}

// ruleDays is how far back stories are scored again when the rules have changed.
const ruleDays = 30

// ruleActs are what a rule can do.
func ruleActs() []string { return []string{"bookmark", "follow", "read", "notify"} }

// checkRule reports what a rule cannot be.
func (db *DB) checkRule(r Rule) error {
	if err := db.checkMute(r.Query); err != nil {
		return err
	}
	for _, act := range r.Do {
		if !slices.Contains(ruleActs(), act) {
			return &query.Error{Word: act, Problem: "no rule does that", Hint: "do takes " + strings.Join(ruleActs(), ", ")}
		}
	}
	if r.Score == 0 && len(r.Do) == 0 {
		return &query.Error{Word: r.Query, Problem: "a rule that does nothing", Hint: "give it a score or something to do"}
	}
	return nil
}

// SetRules makes these the rules of the store. If they are not those it had, the stories of the last 30 days are scored anew;
// what rules do is never done to stories that are there already. Errors of words are *query.Error.
func (db *DB) SetRules(ctx context.Context, rules []Rule) error {
	for _, r := range rules {
		if err := db.checkRule(r); err != nil {
			return err
		}
	}
	same, err := db.hasRules(ctx, rules)
	if err != nil || same || db.write == nil {
		return db.wrong("set rules", err)
	}
	return db.change(ctx, soon, "set rules", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM rule"); err != nil {
			return err
		}
		for i, r := range rules {
			if _, err := tx.ExecContext(ctx, "INSERT INTO rule (id, query, score, acts) VALUES (?, ?, ?, ?)",
				i+1, r.Query, r.Score, strings.Join(r.Do, " ")); err != nil {
				return err
			}
		}
		return db.scoreAnew(ctx, tx, db.now().AddDate(0, 0, -ruleDays))
	})
}

// hasRules reports that the store has these rules already.
func (db *DB) hasRules(ctx context.Context, rules []Rule) (bool, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT query, score, acts FROM rule ORDER BY id")
	if err != nil {
		return false, err
	}
	defer rows.Close()
	n, same := 0, true
	for ; rows.Next(); n++ {
		var words, acts string
		var score int
		if err := rows.Scan(&words, &score, &acts); err != nil {
			return false, err
		}
		same = same && n < len(rules) && words == rules[n].Query && score == rules[n].Score && acts == strings.Join(rules[n].Do, " ")
	}
	return same && n == len(rules), rows.Err()
}

// scoreAnew gives the stories since then the scores of the rules there are now.
func (db *DB) scoreAnew(ctx context.Context, tx *sql.Tx, since time.Time) error {
	rules, err := db.rules(ctx, tx)
	if err != nil {
		return err
	}
	from := placeOf(since, 0)
	scores := make(map[int64]int)
	for _, r := range rules {
		var b binder
		places, err := readPlaces(tx.QueryContext(ctx, r.list.arms(&b, "%[1]s >= "+b.add(from)).sql(), b.args...))
		if err != nil {
			return err
		}
		for _, p := range places {
			scores[p] += r.score
		}
	}
	scored, err := readPlaces(tx.QueryContext(ctx, "SELECT place FROM story INDEXED BY story_scored WHERE score <> 0 AND place >= ?", from))
	if err != nil {
		return err
	}
	for _, p := range scored {
		scores[p] += 0
	}
	return setScores(ctx, tx, scores)
}

func setScores(ctx context.Context, tx *sql.Tx, scores map[int64]int) error {
	set, err := tx.PrepareContext(ctx, "UPDATE story SET score = ?1 WHERE id = ?2 AND score <> ?1")
	if err != nil {
		return err
	}
	defer set.Close()
	for p, n := range scores {
		if _, err := set.ExecContext(ctx, n, p&idMask); err != nil {
			return err
		}
	}
	return nil
}

// ruleArrivals scores stories that have come in, those from first on, or changed, and does to new ones what rules do.
func (db *DB) ruleArrivals(ctx context.Context, tx *sql.Tx, rules []judged, places []int64, first ID) error {
	list, err := json.Marshal(places)
	if err != nil {
		return err
	}
	scores := make(map[int64]int)
	for _, p := range places {
		scores[p] = 0
	}
	for _, r := range rules {
		var b binder
		matched, err := readPlaces(tx.QueryContext(ctx, r.list.amongArrivals(&b, string(list)), b.args...))
		if err != nil {
			return err
		}
		for _, p := range matched {
			scores[p] += r.score
			if ID(p&idMask) < first {
				continue
			}
			for _, act := range r.acts {
				if err := db.obey(ctx, tx, act, p); err != nil {
					return err
				}
			}
		}
	}
	return setScores(ctx, tx, scores)
}

// obey does to the story at a place what a rule says.
func (db *DB) obey(ctx context.Context, tx *sql.Tx, act string, place int64) error {
	var err error
	switch now, story := db.now().UnixMilli(), place&idMask; act {
	case "bookmark":
		if now, err = savedNow(ctx, tx, db.now()); err == nil {
			_, err = tx.ExecContext(ctx, "UPDATE story SET saved = ? WHERE id = ? AND saved = 0", now, story)
		}
	case "read":
		err = readByRule(ctx, tx, place, now)
	case "follow":
		_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO wish (story) VALUES (?)", story)
	case "notify":
		_, err = tx.ExecContext(ctx, "INSERT OR IGNORE INTO notice (story) VALUES (?)", story)
	}
	return err
}

func readByRule(ctx context.Context, tx *sql.Tx, place, now int64) error {
	r, err := tx.ExecContext(ctx, "UPDATE story SET read = ? WHERE id = ? AND read = 0", now, place&idMask)
	if err != nil {
		return err
	}
	if n, err := r.RowsAffected(); n == 0 || err != nil {
		return err
	}
	return labelRead(ctx, tx, fmt.Sprintf("[%d]", place), true)
}

// followWishes follows what rules wanted followed, as soon as it is known what event each story is of.
func (db *DB) followWishes(ctx context.Context, tx *sql.Tx) error {
	events, err := readPlaces(tx.QueryContext(ctx, "SELECT DISTINCT s.event FROM wish w JOIN story s ON s.id = w.story WHERE s.event > 0 ORDER BY 1"))
	if err != nil || len(events) == 0 {
		return err
	}
	for _, e := range events {
		line, err := lineOf(ctx, tx, e)
		if err == nil && line == 0 {
			line, err = newLine(ctx, tx, e)
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE storyline SET followed = ? WHERE id = ? AND followed = 0", db.now().UnixMilli(), line); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM wish WHERE story IN (SELECT id FROM story WHERE event > 0)")
	return err
}

// Notices are the stories after that ID of which a rule wants the reader to hear, and that no mute hides, in the order in which
// they came in.
func (db *DB) Notices(ctx context.Context, after ID) ([]Story, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+storyColumns+" FROM notice n JOIN "+storyTables+
		" WHERE n.story > ? AND s.id = n.story AND s.muted = 0 ORDER BY s.id", after)
	if err != nil {
		return nil, db.wrong("read notices", err)
	}
	out, err := readStories(rows)
	return out, db.wrong("read notices", err)
}

// ScoreWhy tells which rules make a story's score, in their order: "+10 topic:climate". The score of a story that came in
// before the rules were set, more than 30 days ago, may be another.
func (db *DB) ScoreWhy(ctx context.Context, id ID) ([]string, error) {
	var out []string
	err := db.look(ctx, "explain score", func(tx *sql.Tx) error {
		var place int64
		if err := tx.QueryRowContext(ctx, "SELECT place FROM story WHERE id = ?", id).Scan(&place); err != nil {
			return err
		}
		rules, err := db.rules(ctx, tx)
		if err != nil {
			return err
		}
		for _, r := range rules {
			var b binder
			n, err := one(ctx, tx, "SELECT count(*) FROM ("+r.list.arms(&b, "%[1]s = "+b.add(place)).sql()+")", b.args)
			if err != nil {
				return err
			}
			if n > 0 && r.score != 0 {
				out = append(out, fmt.Sprintf("%+d %s", r.score, r.words))
			}
		}
		return nil
	})
	return out, err
}
