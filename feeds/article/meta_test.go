package article

import (
	"slices"
	"testing"
)

func TestTitle(t *testing.T) {
	cases := []struct {
		name              string
		h1                []string
		og, ld, doc, site string
		want              string
	}{
		{
			"all agree",
			[]string{"Bridge opens"},
			"Bridge opens", "Bridge opens", "Bridge opens - The Post", "The Post",
			"Bridge opens",
		},
		{
			"a kicker in the heading",
			[]string{"Premier League Late goal decides the cup"},
			"Late goal decides the cup",
			"Late goal decides the cup", "Late goal decides the cup | Sport", "Sport", "Late goal decides the cup",
		},
		{
			"the heading is the site",
			[]string{"The Post"},
			"Bridge opens at last", "Bridge opens at last",
			"Bridge opens at last", "The Post", "Bridge opens at last",
		},
		{"only a window title", nil, "", "", "Bridge opens at last | The Post", "The Post", "Bridge opens at last"},
		{"site in front", nil, "The Post | Bridge opens at last", "", "", "The Post", "Bridge opens at last"},
		{
			"a dash that belongs", nil, "", "", "Bridge opens – after eleven years", "The Post",
			"Bridge opens – after eleven years",
		},
	}
	for _, c := range cases {
		h := &header{meta: map[string]string{"og:title": c.og}, h1: c.h1, title: c.doc, ld: ldArticle{headline: c.ld}}
		if got := h.titleOf("", "", c.site); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAuthors(t *testing.T) {
	cases := []struct {
		name string
		h    header
		head string
		want []string
	}{
		{"JSON-LD", header{ld: ldArticle{authors: []string{"Ada Finch", "Tom Reed"}}}, "", []string{"Ada Finch", "Tom Reed"}},
		{
			"one string of two",
			header{ld: ldArticle{authors: []string{"By Ada Finch and Tom Reed"}}},
			"",
			[]string{"Ada Finch", "Tom Reed"},
		},
		{"a person before the house", header{
			ld: ldArticle{authors: []string{"The Post"}},
			by: []string{"Von Ada Finch"},
		}, "", []string{"Ada Finch"}},
		{"the house when nobody else", header{ld: ldArticle{authors: []string{"The Post"}}}, "", []string{"The Post"}},
		{"glued by", header{by: []string{"ByAda Finch"}}, "", []string{"Ada Finch"}},
		{"with the date", header{by: []string{"By Ada Finch March 11, 2031 3:46 PM"}}, "", []string{"Ada Finch"}},
		{
			"a profile address is nobody",
			header{meta: map[string]string{"article:author": "https://social.example/ada"}},
			"Par Ada Finch\nPublié lundi",
			[]string{"Ada Finch"},
		},
	}
	for _, c := range cases {
		if got := c.h.authorsOf("", "The Post", c.head); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestParseTime(t *testing.T) {
	cases := map[string]string{
		"2031-11-25T14:05:00Z": "2031-11-25", "2031-11-25T14:05:00+0100": "2031-11-25",
		"2031-11-25 14:05": "2031-11-25", "20311125": "2031-11-25",
		"1732543500000": "2024-11-25", "November 25, 2031": "2031-11-25", "25 November 2031": "2031-11-25",
		"25. November 2031": "2031-11-25", "Publié le 25 novembre 2031 à 14h": "2031-11-25",
		"25 de noviembre de 2031": "2031-11-25", "25.11.2031": "2031-11-25", "11/25/2031": "2031-11-25",
		"2031年11月25日": "2031-11-25", "25 ноября 2031": "2031-11-25", "2031 Nov 25": "2031-11-25",
		"25.11.31 12:44": "2031-11-25", "since 3. May 2031, written 25.11.2031": "2031-05-03",
		"Tue Nov 25 14:05:00 EST 2031": "2031-11-25",
		"":                             "0001-01-01", "soon": "0001-01-01", "0001-01-01T00:00:00Z": "0001-01-01", "99999-01-01": "0001-01-01",
		"2031-02": "2031-02-01", "31/31/2031": "0001-01-01",
	}
	for in, want := range cases {
		if got := parseTime(in).Format("2006-01-02"); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestURLDate(t *testing.T) {
	cases := map[string]string{
		"https://p.example/2031/11/25/bridge": "2031-11-25", "https://p.example/news/2031-11-25-bridge": "2031-11-25",
		"https://p.example/2031/nov/25/bridge": "2031-11-25",
		"https://p.example/a/20311125/x":       "2031-11-25", "https://p.example/article-2031": "0001-01-01",
	}
	for in, want := range cases {
		if got := urlDate(in).Format("2006-01-02"); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}
