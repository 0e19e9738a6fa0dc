package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/store/query"
)

// binder collects the arguments of one statement; add returns the mark that stands for a value, "?3".
type binder struct {
	args  []any
	words string // the index of words that is asked, "temp.arrived"; "": that of the store
	whole bool   // most stories will be looked at: addresses are looked through once, not story by story
}

func (b *binder) add(v any) string {
	b.args = append(b.args, v)
	return fmt.Sprintf("?%d", len(b.args))
}

// list is a Query made ready for SQL. Conditions speak of a story by its place: x is the SQL of it.
type list struct {
	Query
	match   string       // what the index of words must hold, in FTS5's language; "": no such words
	parts   []query.Expr // the other parts of the words; all must hold
	include []int64      // topics of which one is needed; nil: no matter; of none that exists: -1
	exclude []int64      // topics that must not be there
	passing bool         // the words speak of time relative to now
	now     time.Time    // Front is ranked as of then
	order   Order
	sight   sight
	common  bool // the words are in so many stories that indexes are merged rather than asked for each
	hides   bool // there are muted stories
	pattern bool // the words have a regular expression
}

// ask runs f with the list of a query, in one reading transaction (see look); mutes that are over by now end before.
func (db *DB) ask(ctx context.Context, doing string, q Query, f func(*sql.Tx, *list) error) error {
	hides, err := db.mutes(ctx)
	if err != nil {
		return db.wrong("read mutes", err)
	}
	from := db.read
	if q.Words != "" {
		from = db.search
	}
	return db.lookIn(ctx, from, doing, func(tx *sql.Tx) error {
		l, err := db.parsed(ctx, tx, q, inIndex)
		if err != nil {
			return err
		}
		l.hides = hides
		return f(tx, l)
	})
}

// scope says in which stories words are looked for.
type scope int

const (
	inIndex       scope = iota // those in the store's index of words
	amongArrivals              // those that have just come in: the index does not know their words yet
)

// parsed reads the words of a query, and what they name, from a store or a transaction.
func (db *DB) parsed(ctx context.Context, from asker, q Query, in scope) (*list, error) {
	parse := query.Parse
	if q.Typing {
		parse = query.ParseTyping
	}
	e, err := parse(q.Words, db.now())
	if err != nil {
		return nil, err
	}
	l := &list{Query: q, now: db.now(), order: q.Sort}
	if q.Room == Saved {
		l.sight = both
	}
	if opened := time.UnixMilli(q.Read); q.Read > 0 && opened.Before(l.now) {
		l.now = opened // rows keep their order while the reader is among them
	}
	if l.include, err = topicIDs(ctx, from, q.Include); err != nil {
		return nil, db.wrong("read topics", err)
	}
	if l.exclude, err = topicIDs(ctx, from, q.Exclude); err != nil {
		return nil, db.wrong("read topics", err)
	}
	e, o := takeOrder(e)
	if o != Usual {
		l.order = o
	}
	if e == nil {
		return l, nil
	}
	if e, err = (prefixes{from, in}).known(ctx, e); err != nil {
		return nil, db.wrong("search", err)
	}
	if e, err = withFeeds(ctx, from, e); err != nil {
		return nil, db.wrong("read feeds", err)
	}
	l.match, l.parts = divide(e)
	l.passing, l.pattern = has[query.Span](e), has[query.Regexp](e)
	l.takeStates()
	return l, db.wrong("read topics", takeTopic(ctx, from, l))
}

// takeStates sees whether the words look into what is muted, and takes out what indexes of their own are for. Saved stories
// are hidden by no mute.
func (l *list) takeStates() {
	without := slices.DeleteFunc(slices.Clone(l.parts), func(p query.Expr) bool { return p == query.Expr(query.Not{Of: query.Muted}) })
	l.parts = slices.DeleteFunc(slices.Clone(without), func(p query.Expr) bool { return p == query.Expr(query.Muted) && l.Room == Latest })
	if len(l.parts) < len(without) {
		l.sight = unseen
	}
	for _, p := range l.parts {
		if p == query.Expr(query.Saved) && l.sight == seen || holdsMuted(p) {
			l.sight = both
		}
	}
	slices.SortStableFunc(l.parts, func(a, b query.Expr) int { return dear(a) - dear(b) })
	if at := slices.Index(l.parts, query.Expr(query.Unread)); at >= 0 && l.Room == Latest && l.sight != both { // it has indexes and tallies
		l.Unread, l.Read = true, 0
		l.parts = slices.Delete(l.parts, at, at+1)
	}
}

func holdsMuted(e query.Expr) bool {
	return holdsAny(e, func(e query.Expr) bool { return e == query.Expr(query.Muted) })
}

// dear is 1 for a part that costs much to look at: it comes last.
func dear(e query.Expr) int {
	if has[query.Regexp](e) {
		return 1
	}
	return 0
}

// topicIDs are the topics of a set, -1 for a name that the config no longer has; nil for an empty set.
func topicIDs(ctx context.Context, from asker, t Topics) ([]int64, error) {
	var out []int64
	for _, name := range t.Names() {
		var id int64
		if err := from.QueryRowContext(ctx, "SELECT coalesce(max(id), -1) FROM topic WHERE name = ?", name).Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

// takeTopic lets a topic that the words ask for be included as if it were chosen, which is faster than to look it up
// for every story.
func takeTopic(ctx context.Context, from asker, l *list) error {
	at := slices.IndexFunc(l.parts, func(e query.Expr) bool {
		f, ok := e.(query.Field)
		return ok && f.Name == query.Topic
	})
	if at < 0 || l.include != nil {
		return nil
	}
	var b binder
	ids, err := readPlaces(from.QueryContext(ctx, topicsNamed(&b, l.parts[at].(query.Field).Value), b.args...))
	if err != nil {
		return err
	}
	if l.include = ids; len(ids) == 0 {
		l.include = []int64{-1}
	}
	l.parts = slices.Delete(slices.Clone(l.parts), at, at+1)
	return nil
}

// has reports that there is an E in an expression.
func has[E query.Expr](e query.Expr) bool {
	return holdsAny(e, func(e query.Expr) bool { _, ok := e.(E); return ok })
}

// holdsAny reports that a part of an expression, or the whole of it, is what is looked for.
func holdsAny(e query.Expr, is func(query.Expr) bool) bool {
	inside := func(e query.Expr) bool { return holdsAny(e, is) }
	switch e := e.(type) {
	case query.And:
		return slices.ContainsFunc(e, inside)
	case query.Or:
		return slices.ContainsFunc(e, inside)
	case query.Not:
		return holdsAny(e.Of, is)
	}
	return is(e)
}

// holds is the condition that part e of the words makes.
func (l *list) holds(b *binder, x string, e query.Expr) string {
	switch e := e.(type) {
	case query.And:
		return l.joined(b, x, e, " AND ")
	case query.Or:
		if s, ok := fts(e); ok {
			return inWords(b, x, s)
		}
		return l.joined(b, x, e, " OR ")
	case query.Not:
		return "NOT " + l.holds(b, x, e.Of)
	case query.Text:
		return inWords(b, x, ftsText(e))
	case query.Is:
		return l.is(b, x, e)
	case query.Has:
		return having(x, e)
	case query.Number:
		return ofStory(x, fmt.Sprintf("o.%s %s %d", map[query.Figure]string{query.Sources: "outlets", query.Score: "score"}[e.Of],
			e.Compare, e.N))
	case query.Span:
		return within(b, x, e)
	case query.Field:
		return filed(b, x, e)
	case query.Regexp:
		return describes(b, x, e)
	}
	return "0" // no such thing
}

func (l *list) joined(b *binder, x string, parts []query.Expr, operator string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = l.holds(b, x, p)
	}
	return "(" + strings.Join(out, operator) + ")"
}

func inWords(b *binder, x, match string) string {
	if b.words != "" {
		_, name, _ := strings.Cut(b.words, ".")
		return fmt.Sprintf("(%s IN (SELECT rowid FROM %s WHERE %s MATCH %s))", x, b.words, name, b.add(match))
	}
	return fmt.Sprintf("(%s IN (SELECT rowid FROM words WHERE words MATCH %s))", x, b.add(match))
}

// ofStory is a condition on the row of the story, which is called o there.
func ofStory(x, condition string) string {
	return fmt.Sprintf("EXISTS (SELECT 1 FROM story o WHERE o.id = (%s & %d) AND (%s))", x, idMask, condition)
}

// is is the condition of a state.
func (l *list) is(b *binder, x string, is query.Is) string {
	switch is {
	case query.Unread:
		return ofStory(x, "o.read = 0")
	case query.Read:
		return ofStory(x, "o.read > 0")
	case query.Saved:
		return ofStory(x, "o.saved > 0")
	case query.Muted:
		return ofStory(x, "o.muted > 0")
	case query.Followed:
		return ofStory(x, "iif(o.event > 0, o.event, o.id) IN ("+followedEvents+")")
	case query.Updated:
		return ofStory(x, "o.edited > 0")
	case query.New:
		return ofStory(x, "o.fetched > "+b.add(l.Visit))
	}
	return "0"
}

// fullText is how many words a story has at least of which the text is there, not only what the feed says of it.
const fullText = 150

func having(x string, has query.Has) string {
	switch has {
	case query.FullText:
		return ofStory(x, fmt.Sprintf("o.words >= %d", fullText))
	case query.Image:
		return ofHeadline(x, "h.image <> ''")
	case query.Note:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM note n WHERE n.story = (%s & %d))", x, idMask)
	}
	return "0"
}

// ofHeadline is a condition on the headline of the story, which is called h there.
func ofHeadline(x, condition string) string {
	return fmt.Sprintf("EXISTS (SELECT 1 FROM headline h WHERE h.id = (%s & %d) AND %s)", x, idMask, condition)
}

// describes is the condition that a text has what a regular expression describes.
func describes(b *binder, x string, e query.Regexp) string {
	pattern := b.add(e.Pattern)
	switch e.In {
	case query.Body:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM body t WHERE t.id = (%s & %d) AND dateline_find(%s, dateline_text(t.content, t.article)))",
			x, idMask, pattern)
	case query.Anywhere:
		return ofHeadline(x, "dateline_find("+pattern+", h.title, h.summary)")
	}
	return ofHeadline(x, "dateline_find("+pattern+", h."+string(e.In)+")")
}

// within is a condition on the time of publication.
func within(b *binder, x string, s query.Span) string {
	out := "1"
	if !s.From.IsZero() {
		out += fmt.Sprintf(" AND %s >= %s", x, b.add(placeOf(s.From.Add(time.Second-1), 0)))
	}
	if !s.To.IsZero() {
		out += fmt.Sprintf(" AND %s < %s", x, b.add(placeOf(s.To.Add(time.Second-1), 0)))
	}
	return "(" + out + ")"
}

func filed(b *binder, x string, f query.Field) string {
	switch f.Name {
	case query.Source, query.Country:
		return ofStory(x, "o.feed IN ("+f.Value+")") // of numbers: see withFeeds
	case query.Topic:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM label k WHERE k.place = %s AND k.strong = 1 AND k.topic IN (%s))",
			x, topicsNamed(b, f.Value))
	case query.Lang:
		lang := strings.ToLower(f.Value)
		return ofStory(x, fmt.Sprintf("o.language = %s OR o.language LIKE %s ESCAPE '\\'",
			b.add(lang), b.add(likeQuote(lang)+"-%")))
	case query.Event:
		return fmt.Sprintf("((%s & %d) IN (%s))", x, idMask, fmt.Sprintf(ofEvent, b.add(number64(f.Value))))
	case query.Tag:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM tag g WHERE g.story = (%s & %d) AND g.folded = %s)",
			x, idMask, b.add(fold(strings.TrimLeft(f.Value, "#"))))
	}
	address := "h.url LIKE " + b.add("%"+likeQuote(f.Value)+"%") + ` ESCAPE '\'`
	if !b.whole {
		return ofHeadline(x, address)
	}
	return fmt.Sprintf("(%s & %d) IN (SELECT h.id FROM headline h WHERE %s)", x, idMask, address)
}

// topicsNamed selects the topic of that name, or else all whose names contain it.
func topicsNamed(b *binder, name string) string {
	n := b.add(fold(name))
	return fmt.Sprintf("SELECT id FROM topic WHERE folded = %[1]s OR instr(folded, %[1]s) > 0 AND NOT EXISTS "+
		"(SELECT 1 FROM topic WHERE folded = %[1]s)", n)
}

func number64(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // it was parsed before, or written by SQL
	return n
}

func likeQuote(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
