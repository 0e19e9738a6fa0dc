package feeds

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A mistake in a JSON document costs the item it is in, at most, and never the others.
func TestBrokenJSON(t *testing.T) {
	const (
		head = `{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"a","title":"First"},`
		tail = `{"id":"z","title":"Last"}]}`
	)
	for _, c := range []struct{ name, doc, want string }{
		{"line breaks in a string", head + "{\"title\":\"one\ntwo\tthree\"}," + tail, "First, one two three, Last"},
		{"an escape that is none", head + `{"title":"a \x b"},` + tail, "First, a x b, Last"},
		{"half an escape", head + `{"title":"a \u12 b \u"},` + tail, "First, a u12 b u, Last"},
		{"bytes that are no text", head + "{\"title\":\"a\xff\xfeb\"}," + tail, "First, aÿþb, Last"},
		{"a comma too many in an item", head + `{"title":"x",},` + tail, "First, x, Last"},
		{"commas too many between items", head + `,{"title":"x"},,` + tail, "First, x, Last"},
		{"a comma behind the last item", strings.TrimSuffix(head+tail, "]}") + ",]}", "First, Last"},
		{"no comma between members", head + `{"id":"x" "title":"x"},` + tail, "First, x, Last"},
		{"no comma between items", strings.TrimSuffix(head, ",") + tail, "First, Last"},
		{"no value", head + `{"id":,"title":"x"},{"title":},` + tail, "First, x, , Last"},
		{"words that are no values", head + `{"id":NaN,"title":"x","date_published":undefined},` + tail, "First, x, Last"},
		{"a bracket too many", head + `{"title":"x"]},` + tail, "First, x, Last"},
		{"no end of a string", head + `{"title":"x},` + tail, "First, Last"},
		{"no end of a name", head + `{"title:"x"},` + tail, "First, Last"},
		{"something after the end", head + tail + "<!-- cached -->", "First, Last"},
		{"in another order", `{"items":[{"title":"First"},{"title":"x},{"title":"Last"}],"title":"J","version":"https://jsonfeed.org/version/1.1"}`, "First, Last"},
		{"cut", head + `{"title":"x"},{"title":"y`, "First, x"},
	} {
		var got []string
		f, err := Parse([]byte(c.doc), "https://example.org/f", "application/feed+json")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		for _, i := range f.Items {
			got = append(got, i.Title)
		}
		if s := strings.Join(got, ", "); s != c.want || f.Cut != (c.name == "cut") {
			t.Errorf("%s: %s, cut %v; want %s", c.name, s, f.Cut, c.want)
		}
	}
}

// What looks like another beginning again and again is not read again and again.
func TestBrokenJSONIsReadOnce(t *testing.T) {
	var b strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&b, `{"n%d":[{},`, i)
	}
	deep := b.String() + strings.Repeat("{},", 300_000) + "?"
	if _, rest := readableItems([]byte("[" + deep)); len(rest) == 0 {
		t.Error("all of it was read, item by item")
	}
}

// FuzzRepairedJSON: what is JSON stays what it is.
func FuzzRepairedJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,true,null,"x\u00e9\n"],"b":{}}`, `[1,,2 3}`, "{\"a\":\"\x01\\q", `{"a" "b":]}`, `"`, `{"a":1}{}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := repairedJSON([]byte(s))
		var before, after any
		if json.Unmarshal([]byte(s), &before) != nil {
			return
		}
		if err := json.Unmarshal(out, &after); err != nil || fmt.Sprint(before) != fmt.Sprint(after) {
			t.Fatalf("%q became %q: %v", s, out, err)
		}
	})
}
