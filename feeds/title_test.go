package feeds

import "testing"

func TestHeadline(t *testing.T) {
	cases := []struct{ in, want string }{
		{"Fish & chips", "Fish & chips"},
		{"AT&amp;T", "AT&T"},
		{"<b>Bold</b> claims", "Bold claims"},
		{"One<br/>two", "One two"},
		{"a < b and b > c", "a < b and b > c"},
		{"vector<int> explained", "vector<int> explained"},
		{"&lt;b&gt; in HTML", "<b> in HTML"},
		{"x<script>alert(1)</script>y", "xy"},
		{"Caf&eacute; &#8217;til &#x2014; late", "Café ’til — late"},
		{"?a=1&copy=2", "?a=1&copy=2"},
		{"  too \n much\tspace ", "too much space"},
		{"clear\x1b[2J\u202egnp", "clear[2Jgnp"},
		{"zero&#0;&#x1b;[m", "zero[m"},
	}
	for _, c := range cases {
		if got := headline(c.in); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBeginning(t *testing.T) {
	long := "The council has met on Monday to speak about the harbour. It did not agree on anything, and will meet again when the tide is out."
	cases := []struct{ in, want string }{
		{"<p>Short.</p>", "Short."},
		{long, "The council has met on Monday to speak about the harbour."},
		{"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen…"},
		{"", ""},
	}
	for _, c := range cases {
		if got := beginning(c.in); got != c.want {
			t.Errorf("%q begins %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPerson(t *testing.T) {
	cases := []struct {
		in   string
		want Person
	}{
		{"Jane Doe", Person{Name: "Jane Doe"}},
		{"jane@example.org", Person{Email: "jane@example.org"}},
		{"jane@example.org (Jane Doe)", Person{"Jane Doe", "jane@example.org"}},
		{"Jane Doe (jane@example.org)", Person{"Jane Doe", "jane@example.org"}},
		{"Jane Doe <jane@example.org>", Person{"Jane Doe", "jane@example.org"}},
		{"Jane (mailto:jane@example.org)", Person{"Jane", "jane@example.org"}},
		{"@handle", Person{Name: "@handle"}},
		{"", Person{}},
	}
	for _, c := range cases {
		if got := person(c.in); got != c.want {
			t.Errorf("%q is %+v, want %+v", c.in, got, c.want)
		}
	}
}
