package article

import (
	"slices"
	"testing"
)

func TestSay(t *testing.T) {
	cases := []struct {
		line string
		f    family
		kind string // "": the family says nothing
	}{
		{"Recommended For You", familyHeading, KindRecommended},
		{"RECOMMENDED FOR YOU »", familyHeading, KindRecommended},
		{"Das könnte Sie auch interessieren:", familyHeading, KindRecommended},
		{"Related Podcasts", familyHeading, KindPodcast},
		{"Related articles", familyHeading, KindRelated},
		{"Más sobre Valdeluz", familyHeading, KindRelated},
		{"What To Know", familyKeep, "keep"},
		{"What to know about the new bridge", familyKeep, ""},
		{"Why It Matters", familyKeep, "keep"},
		{"3 min read", familyClosed, KindReading},
		{"Storm closes every port 3 min read", familyClosed, ""},
		{"12 Comments", familyClosed, KindComments},
		{"View Editorial & AI Guidelines", familyClosed, KindLicensing},
		{"Make The Post your preferred source on Google", familyClosed, KindPreferred},
		{"Copy link", familyClosed, KindSharing},
		{"He sent her the link by email", familyClosed, ""},
		{"Stay with The Harbour Ledger for live coverage.", familyPrompt, KindLive},
		{"推荐阅读", familyHeading, KindRecommended},
		{"اقرأ أيضا", familyHeading, KindRecommended},
		{"Читайте также:", familyHeading, KindRecommended},
	}
	for _, c := range cases {
		if got := say(c.line)[c.f]; got != c.kind {
			t.Errorf("%q: %q, want %q", c.line, got, c.kind)
		}
	}
}

func TestUnglue(t *testing.T) {
	cases := []struct {
		in   string
		want []string
	}{
		{
			"Request Reprint & LicensingSubmit CorrectionView Editorial & AI Guidelines",
			[]string{"Request Reprint & Licensing", "Submit Correction", "View Editorial & AI Guidelines"},
		},
		{"when you search.Recommended For You", []string{"when you search.", "Recommended For You"}},
		{
			"WorldIsland Votes on Whale Hunt3 min readRelated Podcasts",
			[]string{"World Island Votes on Whale Hunt3 min read", "Related Podcasts"},
		},
		{"It was agreed in the U.S.What To Know", []string{"It was agreed in the U.S.", "What To Know"}},
		{"LeBron James and Ron DeSantis met at McDonald's.", []string{"LeBron James and Ron DeSantis met at McDonald's."}},
		{"The first sentence ends here.The second one follows it.", []string{
			"The first sentence ends here.",
			"The second one follows it.",
		}},
		{"Node.JS and Amazon.Com are names.", []string{"Node.JS and Amazon.Com are names."}},
	}
	for _, c := range cases {
		if got := unglue(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestForestKeepsItsTrees(t *testing.T) {
	f := &forest{features: 2, trees: [][]node{{
		{feature: 1, right: 2, value: 0.5},
		{feature: leaf, value: -1},
		{feature: leaf, value: 2},
	}}}
	got, err := readForests(writeForests([]*forest{f, f}))
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if low, high := got[1].margin([]float32{0, 0.5}), got[1].margin([]float32{0, 0.6}); low != -1 || high != 2 {
		t.Errorf("margins %v and %v", low, high)
	}
	for _, bad := range [][]byte{nil, []byte("no model"), judgeModel[:len(judgeModel)/2]} {
		if fs, err := readForests(bad); err == nil && len(fs) > 0 {
			t.Errorf("%d bytes read as %d forests", len(bad), len(fs))
		}
	}
}

func TestTheModelFits(t *testing.T) {
	r, err := open(Page{HTML: fixture(t, "model.html"), URL: "https://harbour.example/"})
	if err != nil {
		t.Fatal(err)
	}
	fs, err := judges()
	if err != nil || len(fs) != 2 || fs[0].features != len(r.view.features(0, nil)) {
		t.Fatalf("the model was trained on other facts: %v", err)
	}
}

func TestLinesOfClosedLines(t *testing.T) {
	for line, want := range map[string]string{
		"Submit Correction View Editorial & AI Guidelines":                           KindLicensing,
		"Request Reprint & Licensing Submit Correction":                              KindLicensing,
		"Request Reprint & LicensingSubmit CorrectionView Editorial & AI Guidelines": KindLicensing,
		"Submit Correction requests were filed by Greenland":                         "",
		"The Correction": "",
		"Print runs of Save the Children's report": "",
	} {
		if got := gluedClosed(line); got != want {
			t.Errorf("gluedClosed(%q) = %q, want %q", line, got, want)
		}
	}
}

func TestTheLineThatNamesTheSiteAgain(t *testing.T) {
	for line, closed := range map[string]bool{
		"The post A scale that cannot lie: Ivory Coast to pay cocoa farmers by telephone at once appeared first on The Rift Courier.": true,
		"Der Beitrag Orkan über der Nordsee erschien zuerst auf Morgenlotse.":                                                         true,
		"L'article Le vaccin contre le paludisme est apparu en premier sur Le Courrier.":                                              true,
		"The post office said that the stamps appeared first in a shop in Lisbon.":                                                    false,
		"The post was filled on Monday.": false,
	} {
		if got := say(line).has(familyClosed); got != closed {
			t.Errorf("%q: closed is %v, want %v", line, got, closed)
		}
	}
}
