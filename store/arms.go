package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/store/query"
)

// arms are selections of places that together are a list in order of time: each yields places as p and can walk an
// index newest first, so that a page is merged from them without sorting the whole.
type arms struct {
	selects  []string
	disjoint bool     // no place comes from two of them
	among    []string // selections of places that all of it is in, too
	except   []string // selections of places that are not in the list
}

// sql is the arms as one selection. An ORDER BY p must follow it directly for the arms to be merged; around a
// selection of it, SQLite would sort, unless a limit stands behind the order (see whole).
func (a arms) sql() string {
	union := " UNION "
	if a.disjoint {
		union = " UNION ALL "
	}
	all := strings.Join(append([]string{strings.Join(a.selects, union)}, a.among...), " INTERSECT ")
	return strings.Join(append([]string{all}, a.except...), " EXCEPT ")
}

// whole is all of the arms, merged, to select from.
func (a arms) whole() string {
	if a.disjoint && len(a.among)+len(a.except) == 0 {
		return a.sql()
	}
	return a.sql() + " ORDER BY p DESC LIMIT 1000000000"
}

// merged makes the selections for a list so that what is denied is merged out instead of being looked up for each story: it
// pays where many stories are passed by.
func (l *list) merged(b *binder, more string) arms {
	rest := *l
	rest.exclude, rest.parts = nil, nil
	var denied []query.Expr
	for _, p := range l.parts {
		if n, ok := p.(query.Not); ok && l.match == "" && isText(n.Of) {
			denied = append(denied, n.Of)
		} else {
			rest.parts = append(rest.parts, p)
		}
	}
	and := func(x string) string {
		if more == "" {
			return ""
		}
		return " AND " + fmt.Sprintf(more, x)
	}
	var index, x string // that has what the words are looked for among
	if l.match != "" && l.common {
		index, x = rest.takeIndex()
	}
	a := rest.arms(b, more)
	if index != "" {
		a.among = append(a.among, index+and(x))
	}
	if len(denied) > 0 {
		match, _ := ftsJoin(denied, " OR ")
		a.except = append(a.except, "SELECT words.rowid AS p FROM words WHERE words MATCH "+b.add(match)+and("words.rowid"))
	}
	for _, topic := range l.exclude {
		for _, muted := range l.sight.labels() {
			a.except = append(a.except, fmt.Sprintf("SELECT l.place AS p FROM label l INDEXED BY %s AND l.topic = %d%s", muted, topic, and("l.place")))
		}
	}
	return a
}

// narrowed reports that a list has something that takeIndex would take out.
func (l *list) narrowed() bool {
	rest := *l
	index, _ := rest.takeIndex()
	return index != ""
}

// takeIndex takes out of a list of common words what an index has: its topic, that it is unread, and with it that no mute hides it.
func (l *list) takeIndex() (index, place string) {
	unread := l.Unread && l.Read == 0
	switch {
	case l.sight != seen || l.Unread && !unread || len(l.include) > 1:
		return "", ""
	case l.include != nil && unread:
		index, place = fmt.Sprintf("SELECT l.place AS p FROM label l INDEXED BY label_unread WHERE l.topic = %d AND l.strong = 1 AND l.muted = 0 "+
			"AND l.unread = 1", l.include[0]), "l.place"
	case l.include != nil:
		index, place = fmt.Sprintf("SELECT l.place AS p FROM label l INDEXED BY label_topic WHERE l.topic = %d AND l.strong = 1 AND l.muted = 0",
			l.include[0]), "l.place"
	case unread:
		index, place = "SELECT s.place AS p FROM story s INDEXED BY story_unread WHERE s.read = 0 AND s.muted = 0", "s.place"
	}
	if index != "" {
		l.include, l.Unread, l.sight = nil, false, both
	}
	return index, place
}

// sight says which stories a list has, as far as mutes go.
type sight int

const (
	seen   sight = iota // that no mute hides
	both                // all: it is a list of saved ones, or the words ask for more than what is muted
	unseen              // that mutes hide, and no others
)

// labels are the indexes of topics that have them.
func (s sight) labels() []string {
	const those, others = "label_topic WHERE l.strong = 1 AND l.muted = 0", "label_muted WHERE l.strong = 1 AND l.muted = 1"
	return map[sight][]string{seen: {those}, both: {those, others}, unseen: {others}}[s]
}

// of is the condition on a story.
func (s sight) of(story string) string {
	return map[sight]string{seen: " AND " + story + ".muted = 0", unseen: " AND " + story + ".muted > 0"}[s]
}

// arms makes the selections for a list. More is a further condition in which %[1]s stands for the place; "" for none.
func (l *list) arms(b *binder, more string) arms {
	and := func(x string, parts []query.Expr) string {
		s := l.conditions(b, x, parts)
		if more != "" {
			s += " AND " + fmt.Sprintf(more, x)
		}
		return s
	}
	switch {
	case l.match != "":
		return l.marked(b, "SELECT words.rowid AS p FROM words WHERE words MATCH "+b.add(l.match)+
			l.visible("words.rowid")+and("words.rowid", l.parts)+l.excluded("words.rowid")+l.included("words.rowid"), "words.rowid")
	case l.sight == both:
		return l.among(b, and)
	case l.include != nil:
		return l.byTopic(b, and)
	}
	if a, ok := l.byField(b, and); ok {
		return a
	}
	index := "story_shown WHERE s.muted = 0"
	switch {
	case l.sight == unseen && l.Unread:
		index = "story_muted WHERE s.muted > 0 AND s.read = 0"
	case l.sight == unseen:
		index = "story_muted WHERE s.muted > 0"
	case l.Unread:
		index = "story_unread WHERE s.read = 0 AND s.muted = 0"
	}
	rest := and("s.place", l.parts) + l.excluded("s.place")
	a := arms{selects: []string{"SELECT s.place AS p FROM story s INDEXED BY " + index + rest}, disjoint: true}
	if l.Unread && l.Read > 0 {
		a.selects = append(a.selects, l.justRead(b)+rest)
	}
	return a
}

// among makes the selections for a list that has muted stories, too.
func (l *list) among(b *binder, and func(string, []query.Expr) string) arms {
	index := " WHERE 1"
	if l.Room == Saved || slices.Contains(l.parts, query.Expr(query.Saved)) {
		index = " INDEXED BY story_saved WHERE s.saved > 0"
	}
	return l.marked(b, "SELECT s.place AS p FROM story s"+index+and("s.place", l.parts)+l.excluded("s.place")+l.included("s.place"), "s.place")
}

// visible is the condition that mutes make on a story, where no arm sees to it.
func (l *list) visible(x string) string {
	not := " NOT"
	switch {
	case l.sight == both, l.sight == seen && !l.hides:
		return ""
	case l.sight == unseen:
		not = ""
	}
	return " AND" + not + " EXISTS (SELECT 1 FROM story m INDEXED BY story_muted WHERE m.muted > 0 AND m.place = " + x + ")"
}

// conditions are those that any arm needs: not too new, not too old, and all that the words say besides.
func (l *list) conditions(b *binder, x string, parts []query.Expr) string {
	var s strings.Builder
	if l.UpTo > 0 {
		fmt.Fprintf(&s, " AND (%s & %d) <= %s", x, idMask, b.add(int64(l.UpTo)))
	}
	if l.Room == Front {
		fmt.Fprintf(&s, " AND %s >= %s", x, b.add(l.Since<<idBits))
	}
	if l.Room == Following {
		s.WriteString(" AND " + x + " IN (" + followedPlaces + ")")
	}
	for _, p := range parts {
		s.WriteString(" AND " + l.holds(b, x, p))
	}
	return s.String()
}

// excluded is the condition that a story has none of the excluded topics.
func (l *list) excluded(x string) string {
	if len(l.exclude) == 0 {
		return ""
	}
	return " AND NOT " + hasTopic(x, l.exclude)
}

// included is the condition that a story has one of the included topics, where no arm sees to it.
func (l *list) included(x string) string {
	if l.include == nil {
		return ""
	}
	return " AND " + hasTopic(x, l.include)
}

func hasTopic(x string, topics []int64) string {
	return fmt.Sprintf("EXISTS (SELECT 1 FROM label k WHERE k.place = %s AND k.strong = 1 AND k.topic IN (%s))", x, numbers(topics))
}

// numbers writes IDs of the store's own for SQL.
func numbers(ids []int64) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(out, ", ")
}

// marked is one arm, of unread stories only if the list is.
func (l *list) marked(b *binder, arm, x string) arms {
	if l.Unread {
		arm += " AND " + ofStory(x, l.unreadMarks(b, "o"))
	}
	return arms{selects: []string{arm}, disjoint: true}
}

// unreadMarks is the condition on a story to be in an unread list.
func (l *list) unreadMarks(b *binder, story string) string {
	if l.Read == 0 {
		return story + ".read = 0"
	}
	return fmt.Sprintf("%[1]s.read = 0 OR %[1]s.read > %[2]s", story, b.add(l.Read))
}

// justRead begins the arm of what was read since the list was opened.
func (l *list) justRead(b *binder) string {
	// The narrower bound first: SQLite starts at the first it sees, and needs the other to see that the index will do.
	return "SELECT s.place AS p FROM story s INDEXED BY story_read WHERE s.read > " + b.add(l.Read) + " AND s.read > 0" + l.sight.of("s")
}

// byTopic has an arm for each included topic; without any that exist, one that yields nothing.
func (l *list) byTopic(b *binder, and func(string, []query.Expr) string) arms {
	rest := and("l.place", l.parts) + l.excluded("l.place")
	index := "label_topic WHERE l.muted = 0"
	switch {
	case l.sight == unseen && l.Unread:
		index = "label_muted WHERE l.muted = 1 AND l.unread = 1"
	case l.sight == unseen:
		index = "label_muted WHERE l.muted = 1"
	case l.Unread:
		index = "label_unread WHERE l.muted = 0 AND l.unread = 1"
	}
	var a arms
	for _, id := range l.include {
		a.selects = append(a.selects, fmt.Sprintf("SELECT l.place AS p FROM label l INDEXED BY %s "+
			"AND l.topic = %d AND l.strong = 1%s", index, id, rest))
	}
	if l.Unread && l.Read > 0 {
		a.selects = append(a.selects, l.justRead(b)+and("s.place", l.parts)+l.excluded("s.place")+l.included("s.place"))
	}
	a.disjoint = len(l.include) == 1
	return a
}

// byField walks the index of what one part of the words asks for, if there is one.
func (l *list) byField(b *binder, and func(string, []query.Expr) string) (arms, bool) {
	at := -1
	for i, e := range l.parts { // the one with the fewest stories
		if n := plenty(e); n < none && (at < 0 || n < plenty(l.parts[at])) {
			at = i
		}
	}
	if at < 0 {
		return arms{}, false
	}
	rest := slices.Delete(slices.Clone(l.parts), at, at+1)
	if f, ok := l.parts[at].(query.Field); ok && f.Name != query.Event {
		return l.byFeed(b, strings.Split(f.Value, ", "), and("s.place", rest)+l.excluded("s.place")), true
	}
	return l.marked(b, "SELECT s.place AS p FROM story s "+indexOf(b, l.parts[at])+l.sight.of("s")+and("s.place", rest)+
		l.excluded("s.place"), "s.place"), true
}

// byFeed has an arm for each feed.
func (l *list) byFeed(b *binder, feeds []string, rest string) arms {
	if l.Unread {
		rest += " AND " + ofStory("s.place", l.unreadMarks(b, "o"))
	}
	a := arms{disjoint: true}
	for _, f := range feeds {
		if f == "" {
			f = "-1" // no feed is called so
		}
		a.selects = append(a.selects, "SELECT s.place AS p FROM story s INDEXED BY story_feed WHERE s.feed = "+f+l.sight.of("s")+rest)
	}
	return a
}

// mostArms is how many outlets or topics are merged; of more, so many stories are in the list that one had better look at each.
const mostArms = 24

// none is the plenty of what no index has.
const none = 100

// plenty orders parts by how many stories are likely to be in the index of each.
func plenty(e query.Expr) int {
	switch e := e.(type) {
	case query.Field:
		switch e.Name {
		case query.Event:
			return 1
		case query.Source, query.Country:
			if strings.Count(e.Value, ",") < mostArms {
				return 3
			}
		}
	case query.Is:
		switch e {
		case query.Updated:
			return 4
		case query.Unread:
			return 6
		}
	case query.Number:
		switch {
		case e.Of == query.Score && !e.Holds(0):
			return 2
		case e.Of == query.Sources && !e.Holds(1) && !e.Holds(0):
			return 5
		}
	}
	return none
}

// indexOf walks the index that has the stories of which a part holds; plenty knows which parts have one.
func indexOf(b *binder, e query.Expr) string {
	switch e := e.(type) {
	case query.Field:
		return "WHERE s.id IN (" + fmt.Sprintf(ofEvent, b.add(number64(e.Value))) + ")"
	case query.Number:
		if e.Of == query.Score {
			return fmt.Sprintf("INDEXED BY story_scored WHERE s.score <> 0 AND s.score %s %d", e.Compare, e.N)
		}
		return fmt.Sprintf("INDEXED BY story_spread WHERE s.outlets > 1 AND s.outlets %s %d", e.Compare, e.N)
	}
	if e == query.Expr(query.Updated) {
		return "INDEXED BY story_edited WHERE s.edited > 0"
	}
	return "INDEXED BY story_unread WHERE s.read = 0"
}
