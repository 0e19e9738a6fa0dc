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
	disjoint bool // no place comes from two of them
}

// sql is the arms as one selection. An ORDER BY p must follow it directly for the arms to be merged; around a
// selection of it, SQLite would sort.
func (a arms) sql() string {
	if a.disjoint {
		return strings.Join(a.selects, " UNION ALL ")
	}
	return strings.Join(a.selects, " UNION ")
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
			and("words.rowid", l.parts)+l.excluded("words.rowid")+l.included("words.rowid"), "words.rowid")
	case l.include != nil:
		return l.byTopic(b, and)
	}
	if a, ok := l.byField(b, and); ok {
		return a
	}
	if l.Unread {
		rest := and("s.place", l.parts) + l.excluded("s.place")
		a := arms{[]string{"SELECT s.place AS p FROM story s INDEXED BY story_unread WHERE s.read = 0" + rest}, true}
		if l.Read > 0 {
			a.selects = append(a.selects, l.justRead(b)+rest)
		}
		return a
	}
	return arms{[]string{"SELECT s.place AS p FROM story s WHERE 1" + and("s.place", l.parts) + l.excluded("s.place")}, true}
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
	for _, p := range parts {
		s.WriteString(" AND " + holds(b, x, p))
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
	return arms{[]string{arm}, true}
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
	return "SELECT s.place AS p FROM story s INDEXED BY story_read WHERE s.read > " + b.add(l.Read) + " AND s.read > 0"
}

// byTopic has an arm for each included topic; without any that exist, one that yields nothing.
func (l *list) byTopic(b *binder, and func(string, []query.Expr) string) arms {
	rest := and("l.place", l.parts) + l.excluded("l.place")
	index, unread := "label_topic", ""
	if l.Unread {
		index, unread = "label_unread", " AND l.unread = 1"
	}
	var a arms
	for _, id := range l.include {
		a.selects = append(a.selects, fmt.Sprintf("SELECT l.place AS p FROM label l INDEXED BY %s "+
			"WHERE l.topic = %d AND l.strong = 1%s%s", index, id, unread, rest))
	}
	if l.Unread && l.Read > 0 {
		a.selects = append(a.selects, l.justRead(b)+and("s.place", l.parts)+l.excluded("s.place")+l.included("s.place"))
	}
	a.disjoint = len(l.include) == 1
	return a
}

// byField walks the index of what one part of the words asks for, if there is one.
func (l *list) byField(b *binder, and func(string, []query.Expr) string) (arms, bool) {
	at := slices.Index(l.parts, query.Expr(query.Is(query.Saved)))
	if at < 0 {
		at = slices.IndexFunc(l.parts, func(e query.Expr) bool {
			f, ok := e.(query.Field)
			return ok && f.Name == query.Source
		})
	}
	if at < 0 {
		at = slices.Index(l.parts, query.Expr(query.Is(query.Unread)))
	}
	if at < 0 {
		return arms{}, false
	}
	arm := "SELECT s.place AS p FROM story s INDEXED BY "
	switch p := l.parts[at].(type) {
	case query.Field:
		arm += "story_feed WHERE s.feed IN (" + feedsNamed(b, p.Value) + ")"
	case query.Is:
		arm += map[query.Is]string{
			query.Saved:  "story_saved WHERE s.saved > 0",
			query.Unread: "story_unread WHERE s.read = 0",
		}[p]
	}
	rest := slices.Delete(slices.Clone(l.parts), at, at+1)
	return l.marked(b, arm+and("s.place", rest)+l.excluded("s.place"), "s.place"), true
}
