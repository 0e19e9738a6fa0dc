package topics

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Because is why a report lies where it lies.
type Because uint8

// The reasons.
const (
	First  Because = iota // no story was near enough: it founds one
	Alike                 // the numbers say so
	Reader                // the reader put it there
	Placed                // loaded as an earlier grouper had decided
)

// Refusal is why a story did not take a report in, in words; "" when it did.
type Refusal string

// The refusals, in the order they are asked.
const (
	ByReader     Refusal = "you took them apart"
	Unlike       Refusal = "not alike enough"
	TooShort     Refusal = "too few words to tell"
	NameAlone    Refusal = "little in common but a name"
	CommonAlone  Refusal = "nothing in common but words of many stories"
	FarFromMost  Refusal = "too far from its reports on average"
	FarFromHalf  Refusal = "too far from half of its reports"
	Flood        Refusal = "too many reports of one outlet"
	SameTemplate Refusal = "same title every time"
	TitleAlone   Refusal = "one outlet, and only the titles agree"
)

// Decision is what a grouper decided about a report, with the numbers it rests on.
type Decision struct {
	Story   string
	Because Because
	Kind    Kind
	CopyOf  string // report of the same story that says the same in the same words; "": none
	Agency  string // news agency named in byline or summary
	P       float64
	Clues   Clues
	Quorum  float64 // share of the story's reports that are near
	Shared  []string
	Near    string  // the nearest report of the story in question
	Nearest string  // the story in question: Story itself, or for a First the likeliest that did not take it
	Refusal Refusal // why that one did not
}

// mostShared is how many shared words a decision names.
const mostShared = 5

// verdict is what is kept of a decision in the window, beside what the report itself tells: a window holds many.
type verdict struct {
	because       Because
	p, quorum     float32
	clues         Clues
	near, nearest string
	refusal       Refusal
	shared        []string
}

// tell writes down what a comparison showed.
func (w *verdict) tell(j *judged, d *desk) {
	w.p, w.clues, w.quorum, w.near, w.nearest, w.refusal = float32(j.p), j.clues, float32(j.quorum), j.near.id, j.story.id, j.refusal
	if j.refusal == "" {
		w.shared = d.bench.shared(j, d.lex)
	}
}

// decision is the verdict on a report as the world is told.
func (e *entry) decision() Decision {
	w := e.why
	d := Decision{
		Story: e.story.id, Because: w.because, Kind: e.kind, Agency: e.agency, P: float64(w.p), Clues: w.clues, Quorum: float64(w.quorum),
		Shared: w.shared, Near: w.near, Nearest: w.nearest, Refusal: w.refusal,
	}
	if e.copyOf != nil {
		d.CopyOf = e.copyOf.id
	}
	return d
}

// String tells a decision in words: "p 0.93 · nearest a17 (cosine 0.61) · mean 0.44 · 3 h after the last · shares …".
func (w Decision) String() string {
	switch {
	case w.Because == Reader:
		return "put here by you"
	case w.Because == Placed:
		return "decided earlier"
	case w.Nearest == "":
		return "first report; nothing like it in the last 72 h"
	}
	var b strings.Builder
	if w.Because == First {
		fmt.Fprintf(&b, "first report; nearest story %s: %s, ", w.Nearest, w.Refusal)
	}
	fmt.Fprintf(&b, "p %.2f · nearest %s (cosine %.2f) · mean %.2f · %.0f %% of its reports near", w.P, w.Near,
		w.Clues[clueBest], w.Clues[clueMean], 100*w.Quorum)
	if w.Clues[clueUndated] == 0 {
		fmt.Fprintf(&b, " · %.0f h from its last, %.0f h from its first", 24*w.Clues[clueSinceLast], 24*w.Clues[clueSinceFirst])
	}
	if len(w.Shared) > 0 {
		fmt.Fprintf(&b, " · shares %s", strings.Join(w.Shared, ", "))
	}
	return b.String()
}

// Words tells in a reader's words why a report joined a story: "93 % sure: both speak of storm, ports, power · near to all of its
// reports · 2 h after its last". "" for one that joined none by its numbers.
func (w Decision) Words() string {
	if w.Because != Alike {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%.0f %% sure", min(99, math.Floor(100*w.P)))
	if len(w.Shared) > 0 {
		fmt.Fprintf(&b, ": both speak of %s", strings.Join(w.Shared, ", "))
	}
	switch {
	case w.Quorum >= 1:
		b.WriteString(" · near to all of its reports")
	default:
		fmt.Fprintf(&b, " · near to %.0f %% of its reports", 100*w.Quorum)
	}
	if w.Clues[clueUndated] == 0 {
		fmt.Fprintf(&b, " · %s from its last report", hours(w.Clues[clueSinceLast]))
	}
	if w.Kind != Plain {
		fmt.Fprintf(&b, " · a %s never founds a story", w.Kind)
	}
	return b.String()
}

// hours tells days as minutes or hours.
func hours(days float32) string {
	if days*24 < 1 {
		return fmt.Sprintf("%.0f min", days*24*60)
	}
	return fmt.Sprintf("%.0f h", days*24)
}

// shared returns the heaviest words that a report on the bench has in common with the nearest report of a story.
func (b *bench) shared(j *judged, l *lexicon) []string {
	type common struct {
		word   string
		weight float32
	}
	var all []common
	for _, w := range j.near.words {
		if x := b.w[w.id]; x > 0 {
			all = append(all, common{l.shown[w.id], x * w.weight()})
		}
	}
	slices.SortStableFunc(all, func(a, b common) int { return cmp.Compare(b.weight, a.weight) })
	var words []string
	for _, c := range all[:min(len(all), mostShared)] {
		words = append(words, c.word)
	}
	return words
}
