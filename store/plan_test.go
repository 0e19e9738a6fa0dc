package store

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/store/query"
)

// plan is what SQLite would do.
func plan(t *testing.T, db *DB, sql string, args []any) []string {
	t.Helper()
	rows, err := db.read.Query("EXPLAIN QUERY PLAN "+sql, args...)
	if err != nil {
		t.Fatalf("%v: %s", err, sql)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id, parent, x int
		var line string
		if err := rows.Scan(&id, &parent, &x, &line); err != nil {
			t.Fatal(err)
		}
		out = append(out, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// No list may walk texts, walk the store without an index, or sort the whole of it to show a page, whatever mutes hide.
func TestPlans(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	if _, err := db.Mute(t.Context(), "storm", time.Time{}); err != nil {
		t.Fatal(err)
	}
	for _, q := range []Query{
		{Room: Latest},
		{Room: Latest, UpTo: 300},
		{Room: Latest, Unread: true},
		{Room: Latest, Unread: true, UpTo: 300},
		{Room: Latest, Include: "Climate"},
		{Room: Latest, Include: "Climate\nSport"},
		{Room: Latest, Include: "Climate", Exclude: "Sport", Unread: true},
		{Room: Latest, Include: "Climate\nPeace", Exclude: "Sport\nEmpty"},
		{Room: Latest, Exclude: "Sport"},
		{Room: Latest, Exclude: "Sport\nPeace", Unread: true},
		{Room: Latest, Words: "envoy"},
		{Room: Latest, Words: "envoy is:unread -climate newer:3d"},
		{Room: Latest, Words: "envoy", Exclude: "Sport"},
		{Room: Latest, Words: "clima*", Include: "Sport", Unread: true},
		{Room: Latest, Words: "e", Typing: true},
		{Room: Latest, Words: "newer:1d"},
		{Room: Latest, Words: "is:unread"},
		{Room: Latest, Words: "topic:sport", Unread: true},
		{Room: Latest, Words: "between:2026-11-20..2026-11-23", Include: "Climate"},
		{Room: Latest, Words: "-climate"},
		{Room: Latest, Words: "-climate -envoy", Unread: true},
		{Room: Latest, Words: `source:"outlet 3"`},
		{Room: Latest, Words: "source:outlet", Unread: true},
		{Room: Latest, Words: "country:kenya"},
		{Room: Latest, Words: "is:updated"},
		{Room: Latest, Words: "sources:>=3"},
		{Room: Latest, Words: "score:>10"},
		{Room: Latest, Words: "is:muted"},
		{Room: Latest, Words: "is:muted", Include: "Climate", Unread: true},
		{Room: Latest, Words: "/storm/"},
		{Room: Latest, Words: "has:image lang:en tag:x has:note"},
		{Room: Latest, Words: "is:read"},
		{Room: Latest, Words: "is:new"},
		{Room: Latest, Words: "is:followed"},
	} {
		l, err := db.parsed(t.Context(), db.read, q, inIndex)
		if err != nil {
			t.Fatal(err)
		}
		l.hides = true
		for _, bounds := range []string{"", "%[1]s >= 5 AND %[1]s < 9"} {
			var top, deep, count, search binder
			type asked struct {
				sql  string
				args *binder
				page bool
			}
			all := []asked{
				{l.arms(&top, bounds).sql() + " ORDER BY p DESC LIMIT 50", &top, true},
				{l.merged(&deep, bounds).sql() + " ORDER BY p DESC LIMIT 50 OFFSET 300", &deep, true},
				{"SELECT count(*) FROM (" + l.merged(&count, bounds).whole() + ")", &count, false},
			}
			if l.match != "" && bounds != "" {
				all = append(all, asked{l.searched(&search, bounds), &search, true})
			}
			for _, c := range all {
				for _, line := range plan(t, db, c.sql, c.args.args) {
					walk := strings.HasPrefix(line, "SCAN ") && !strings.Contains(line, "INDEX ") && !strings.Contains(line, "VIRTUAL TABLE") &&
						!strings.HasPrefix(line, "SCAN (")
					sorts := strings.Contains(line, "TEMP B-TREE") && c.page
					if walk || sorts || strings.Contains(line, "SCAN body") || strings.Contains(line, "SCAN headline") {
						t.Errorf("%+v: %s\n%s", q, line, c.sql)
					}
				}
			}
		}
	}
}

// shards are pieces of what FTS5, SQL and this language would take for more than words.
var shards = strings.Fields(`" "" ' '' ; -- /* */ ( ) { } [ ] : * ^ + - ~ \ / , . OR AND NOT NEAR( NEAR/3 title: text: {title} {title}: author: rowid: words: rank:
	is:unread newer:2d source: url: topic: tag: lang: /a/ /zqx/i "zqx zqx" zqx zqx* “zqx” zqx"zqx %s %[1]s ?1 :a @b $c x'00' 0x00 é 平 \u200b 🦆 || && |`)

// What a reader types reaches SQL as arguments only, and FTS5 between quotes only.
func TestNothingTypedIsSyntax(t *testing.T) {
	db := fresh(t)
	r := rand.New(rand.NewPCG(3, 3))
	for range 4000 {
		var text strings.Builder
		for range 1 + r.IntN(9) {
			text.WriteString(shards[r.IntN(len(shards))])
			if r.IntN(3) > 0 {
				text.WriteByte(' ')
			}
		}
		checkQuoting(t, db, text.String(), r.IntN(2) == 0)
	}
}

func FuzzQuoting(f *testing.F) {
	for _, s := range shards {
		f.Add(s, true)
	}
	db, err := Open(f.Context(), f.TempDir()+"/news.db", Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = db.Close() })
	f.Fuzz(func(t *testing.T, text string, typing bool) { checkQuoting(t, db, text, typing) })
}

var (
	betweenQuotes = regexp.MustCompile(`"(?:[^"]|"")*"`)
	ftsSyntax     = regexp.MustCompile(`^(?:\{(?:title|title summary text|text|author)\} : Q(?: \*)?| AND | OR | NOT |[()])*$`)
	sqlText       = regexp.MustCompile(`(?i)zqx|%s|🦆|平|é|--|;|/\*`)
)

func checkQuoting(t *testing.T, db *DB, text string, typing bool) {
	t.Helper()
	l, err := db.parsed(t.Context(), db.read, Query{Room: Latest, Words: text, Typing: typing}, inIndex)
	if err != nil {
		if _, ok := err.(*query.Error); !ok { //nolint:errorlint // parsed returns it bare
			t.Errorf("%q: %v", text, err)
		}
		return
	}
	for _, whole := range []bool{false, true} {
		b := binder{whole: whole}
		sql := l.merged(&b, "").sql() + " ORDER BY p DESC LIMIT 1"
		if bad := sqlText.FindString(sql); bad != "" {
			t.Errorf("%q: %q in the statement: %s", text, bad, sql)
		}
		for i := range b.args {
			if !strings.Contains(sql, fmt.Sprintf("MATCH ?%d", i+1)) {
				continue
			}
			match, _ := b.args[i].(string)
			if bare := betweenQuotes.ReplaceAllString(match, "Q"); !ftsSyntax.MatchString(bare) {
				t.Errorf("%q: FTS5 is told %s", text, match)
			}
		}
		rows, err := db.read.QueryContext(t.Context(), sql, b.args...)
		if err != nil {
			t.Errorf("%q: %v: %s %q", text, err, sql, b.args)
			return
		}
		if rows.Next(); rows.Err() != nil {
			t.Errorf("%q: %v: %s %q", text, rows.Err(), sql, b.args)
		}
		_ = rows.Close()
	}
}
