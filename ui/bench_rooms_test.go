package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/internal/newstest"
	"dateline/store"
)

// inRoom is what a reader does to come into each room, with as much in it as there ever is.
var inRoom = []struct {
	name string
	come func(m *Model)
	keys [2]string // that move there
}{
	{"list", func(*Model) {}, [2]string{"j", "k"}},
	{"searched list", func(m *Model) {
		m.filter = filter{{kind: wordsChip, text: "river rain"}}
	}, [2]string{"j", "k"}},
	{"text", func(m *Model) { m.reading = true }, [2]string{"j", "k"}},
	{"text alone", func(m *Model) { m.reading, m.zen = true, true }, [2]string{"j", "k"}},
	{"coverage", func(m *Model) {
		r := &coverageRoom{of: m.reader.story, loaded: true}
		for _, s := range m.list().page.Stories {
			r.cover.Reports = append(r.cover.Reports, store.Covered{
				Story: s, Country: "Kestoria", Owner: "public", Only: []string{"The river had never been so high, the ministry said."},
			})
		}
		m.lay(r)
	}, [2]string{"j", "k"}},
	{"feeds", func(m *Model) {
		r := &feedRoom{}
		rows := make([]feedRow, 500)
		for i := range rows {
			rows[i].Source = feeds.Source{URL: fmt.Sprintf("https://paper%d.example/feed", i), Name: fmt.Sprintf("Paper %d", i)}
			rows[i].Followed, rows[i].Checked = true, m.world.now().Add(-time.Hour)
			rows[i].trouble = pick(i%9 == 0, "no answer in 20 s", "")
		}
		r.take(rows)
		m.lay(r)
	}, [2]string{"j", "k"}},
	{"storylines", func(m *Model) {
		r := &lineRoom{loaded: true}
		for i := range 200 {
			r.all = append(r.all, store.Storyline{ID: int64(i + 1), Name: "River, rain, flood", Stories: 40, New: i % 3, Last: m.world.now()})
		}
		m.lay(r)
	}, [2]string{"j", "k"}},
	{"timeline", func(m *Model) {
		m.lay(&timelineRoom{line: store.Storyline{ID: 1, Name: "River"}, reports: m.list().page.Stories, loaded: true})
	}, [2]string{"j", "k"}},
	{"mutes", func(m *Model) {
		r := &muteRoom{loaded: true}
		for i := range 200 {
			r.all = append(r.all, store.MuteState{ID: int64(i + 1), Query: fmt.Sprintf("word%d", i), Made: m.world.now(), Today: i, Stories: 3 * i})
		}
		m.lay(r)
	}, [2]string{"j", "k"}},
	{"changes", func(m *Model) {
		said := store.Run{Text: strings.Repeat("The ministry said that the river had risen by two metres. ", 8)}
		r := &changeRoom{loaded: true, changes: []store.Change{{At: m.world.now(), Summary: "+100 paragraphs"}}}
		for range 100 {
			r.changes[0].Paragraphs = append(r.changes[0].Paragraphs, []store.Run{said, {Op: store.Added, Text: said.Text}})
		}
		m.lay(r)
	}, [2]string{"j", "k"}},
	{"topics", func(m *Model) {
		m.Update(newstest.Key("t"))
		var all []store.TopicCount
		for i := range 60 {
			all = append(all, store.TopicCount{Name: fmt.Sprintf("Topic %d", i), Stories: 100 * i, Unread: i})
		}
		m.Update(topicsMsg{asked: m.list().query, counts: all})
	}, [2]string{"down", "up"}},
	{"commands", func(m *Model) { m.Update(newstest.Key(":")) }, [2]string{"down", "up"}},
	{"help", func(m *Model) { m.Update(newstest.Key("?")) }, [2]string{"j", "k"}},
	{"search", func(m *Model) { m.Update(newstest.Key("/")) }, [2]string{"a", "backspace"}},
}

// What a key costs in each room on a large screen: the budget of Update is 1 ms, that of View 2 ms.
func BenchmarkRooms(b *testing.B) {
	for _, room := range inRoom {
		m := fullModel(200, 50)
		m.reader.at = make([]int, len(m.reader.lines))
		room.come(m)
		m.View()
		b.Run(room.name+"/update", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				m.Update(newstest.Key(room.keys[i%2]))
			}
		})
		b.Run(room.name+"/view", func(b *testing.B) {
			for b.Loop() {
				m.View()
			}
		})
	}
}
