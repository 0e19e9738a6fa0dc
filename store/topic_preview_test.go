package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
)

// newsdesk is a store of a few stories, in several languages, of which two are read.
func newsdesk(t *testing.T) *DB {
	t.Helper()
	db := fresh(t)
	filed := told("f", "A day on the coast", "Nothing of note.", 6*time.Hour)
	filed.Categories = []string{"Sea"}
	keep(t, db, answer("A", stormA, courtA, filed,
		told("k", "Nairobi gets a new railway", "The line was opened.", time.Hour),
		told("l", "A railway opens", "Trains run in Mombasa from Monday on.", 2*time.Hour),
		told("m", "A railway opens again", "Trains run in Nairobi and Mombasa from Monday on.", 3*time.Hour),
		told("n", "Kenia eröffnet eine Bahnlinie", "Züge fahren ab Montag.", 4*time.Hour),
		told("o", "Dinner plans", "A roast turkey for twelve.", 5*time.Hour),
		told("p", "Turkey votes", "Polls are open.", 5*time.Hour)))
	if _, err := db.MarkRead(t.Context(), []ID{1, 2}, true); err != nil {
		t.Fatal(err)
	}
	return db
}

// What is counted before a topic is saved is what it has afterwards.
func TestTopicPreview(t *testing.T) {
	db := newsdesk(t)
	keep(t, db, answer("B", told("a", "The race for A.I.", "Who will win?", time.Hour), told("b", "Jobs wanted", "", time.Hour), told("c", "A job well done", "", time.Hour),
		told("d", "Two viruses meet", "", time.Hour)))
	ctx := t.Context()
	for _, topic := range []topics.Topic{
		{Name: "Machines", Any: []string{"ai"}},
		{Name: "Work", Any: []string{"jobs"}},
		{Name: "Small", Any: []string{"virus", "two virus"}},
		{Name: "Rail", Any: []string{"railway"}},
		{Name: "Rails", Any: []string{"rail*"}},
		{Name: "Weak", Any: []string{"trains"}},
		{Name: "Both", Any: []string{"railway", "trains"}, Not: []string{"nairobi"}},
		{Name: "Sea", Any: []string{"ports"}},
		{Name: "Whole", Feeds: []string{"A"}},
		{Name: "Kenya", Countries: []string{"Kenya"}},
		{Name: "East", Countries: []string{"Africa"}},
		{Name: "Turkey", Countries: []string{"TR"}},
		{Name: "Nothing", Any: []string{"zeppelin"}},
		{Name: "Empty"},
	} {
		got, err := db.TopicPreview(ctx, topic)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.SetTopics(ctx, []topics.Topic{topic}); err != nil {
			t.Fatal(err)
		}
		want, err := db.TopicCounts(ctx, Query{Room: Latest})
		if err != nil || got != want[0] {
			t.Errorf("%s: previewed %+v, then %+v, %v", topic.Name, got, want[0], err)
		}
	}
}

func TestTopicOfACountry(t *testing.T) {
	db := newsdesk(t)
	if _, err := db.SetTopics(t.Context(), []topics.Topic{{Name: "Kenya", Countries: []string{"Kenya"}}, {Name: "Turkey", Countries: []string{"Turkey"}}}); err != nil {
		t.Fatal(err)
	}
	for topic, want := range map[string][]string{
		"Kenya":  {"Nairobi gets a new railway", "A railway opens again", "Kenia eröffnet eine Bahnlinie"},
		"Turkey": {"Turkey votes"},
	} {
		if got := titles(t, db, Query{Room: Latest, Include: Topics(topic)}); !slices.Equal(got, want) {
			t.Errorf("%s: %q", topic, got)
		}
	}
}

func TestBroadWords(t *testing.T) {
	db := newsdesk(t)
	if _, err := db.SetTopics(t.Context(), []topics.Topic{
		{Name: "Rail", Any: []string{"railway", "the line", "trains"}}, {Name: "Court", Any: []string{"court"}},
	}); err != nil {
		t.Fatal(err)
	}
	got, err := db.BroadWords(t.Context())
	if err != nil || len(got) != 2 || got[0] != (Broad{"Rail", "railway", 3, 3. / 9}) || got[1].Word != "trains" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestRising(t *testing.T) {
	db := fresh(t)
	outlet := func(i int, items ...feeds.Item) { keep(t, db, answer(fmt.Sprint("O", i), items...)) }
	for i := range 4 {
		var items []feeds.Item
		for d := 3; d < 15; d++ { // a sea and a court are always in the news
			items = append(items, item(fmt.Sprint("old", d), fmt.Sprintf("Grey Sea harvest number %d", d), time.Duration(24*d+i)*time.Hour))
		}
		items = append(items, item("sea", "Grey Sea harvest is late", time.Duration(i)*time.Hour),
			item("dam", "Orlec dam cracks on Monday", time.Duration(i+1)*time.Hour))
		if i == 0 {
			items = append(items, item("old dam", "Orlec council meets", 150*time.Hour), item("alone", "Zeppelin over town", time.Hour))
		}
		outlet(i, items...)
	}
	got, err := db.Rising(t.Context())
	want := []Burst{{"orlec dam", 4, "4 outlets in 2 days, before that 1 report a week"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	young := fresh(t)
	for i := range 4 {
		keep(t, young, answer(fmt.Sprint("O", i), item("dam", "Orlec dam cracks on Monday", time.Hour)))
	}
	if got, err := young.Rising(t.Context()); err != nil || got != nil {
		t.Errorf("a store that knows no other days: %+v, %v", got, err)
	}
	keep(t, young, answer("Old", item("guide", "How to read a tide table", 9*24*time.Hour)))
	if got, err := young.Rising(t.Context()); err != nil || got != nil {
		t.Errorf("a store that knows one old report of other days: %+v, %v", got, err)
	}
}
