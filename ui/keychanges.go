package ui

import (
	"fmt"
	"slices"
	"strings"
)

// Keys is what a reader's config says of the keys. Its zero value is the default table.
type Keys struct {
	Preset  string // "vim" (also ""), "newsboat", "less", "arrows"
	Changes []KeyChange
}

// KeyChange gives an action other keys; none take its keys away.
type KeyChange struct {
	Action string
	Keys   []string // as written in the config: "j", "ctrl+d", "gg"
	Line   int      // of the config, for messages
}

// KeyProblem is something that does not fit in a reader's keys.
type KeyProblem struct {
	Line int
	Text string
}

// ActionNames are the names that [keys] of the config knows, in the order of the help screen.
func ActionNames() []string {
	var names []string
	for _, b := range bindings {
		names = append(names, b.name)
	}
	return names
}

// KeyLine is an action for a list of all: its name, its keys as the config would write them, what it does.
type KeyLine struct {
	Name string
	Keys []string
	Does string
}

// Table is every action with the keys that hold.
func (k Keys) Table() []KeyLine {
	other, _ := k.resolve()
	var lines []KeyLine
	for _, b := range newKeymap(other).bound {
		lines = append(lines, KeyLine{b.name, b.keys, b.help})
	}
	return lines
}

// Problems are the changes that cannot hold: keys that are none, and keys that two changes claim for actions of one place.
func (k Keys) Problems() []KeyProblem {
	_, problems := k.resolve()
	return problems
}

// Lost are the actions that the changes leave without a key, because each of theirs was given to another.
func (k Keys) Lost() []KeyProblem {
	var lost []KeyProblem
	before, _ := Keys{Preset: k.Preset}.resolve()
	after, _ := k.resolve()
	was, is := newKeymap(before), newKeymap(after)
	for i, b := range is.bound {
		if len(b.keys) > 0 || len(was.bound[i].keys) == 0 || k.changes(b.name) {
			continue
		}
		key := was.bound[i].keys[0]
		for _, c := range k.Changes {
			if o := is.bound[is.named(c.Action)]; o.where&b.where != 0 && slices.ContainsFunc(o.keys, func(o string) bool { return alike(o, key) }) {
				lost = append(lost, KeyProblem{c.Line, fmt.Sprintf("%s is %s now: %s has no key", keyName(key), c.Action, b.name)})
				break
			}
		}
	}
	return lost
}

// changes reports that the config says something of an action.
func (k Keys) changes(name string) bool {
	return slices.ContainsFunc(k.Changes, func(c KeyChange) bool { return c.Action == name })
}

// resolve is the keys of those actions that have others than in the table, by name. The keys of a preset go before those of the
// table, and those of the config before both.
func (k Keys) resolve() (map[string][]string, []KeyProblem) {
	other := map[string][]string{}
	for name, keys := range presets(k.Preset) {
		other[name] = strings.Fields(keys)
	}
	giveWay(other, func(name string) bool { _, ok := other[name]; return ok })
	lines := map[string]int{} // name of an action → the line that gives it its keys
	var problems []KeyProblem
	for _, c := range k.Changes {
		lines[c.Action] = c.Line
		other[c.Action] = []string{}
		for _, s := range c.Keys {
			read, ok := readKeys(s)
			switch {
			case !ok:
				problems = append(problems, KeyProblem{c.Line, fmt.Sprintf("keys.%s: %s is no key · write \"x\", \"ctrl+x\", \"f5\", or a sequence such as \"g g\"", c.Action, quote(s))})
			case read == "ctrl+c" && c.Action != "quit":
				problems = append(problems, KeyProblem{c.Line, fmt.Sprintf("keys.%s: ctrl+c always quits", c.Action)})
			default:
				other[c.Action] = append(other[c.Action], read)
			}
		}
	}
	giveWay(other, k.changes)
	return other, append(problems, clashes(newKeymap(other).bound, lines)...)
}

// giveWay takes those keys from actions that the strong ones have.
func giveWay(other map[string][]string, strong func(name string) bool) {
	var strongOnes, weakOnes []binding
	for _, b := range newKeymap(other).bound {
		if strong(b.name) {
			strongOnes = append(strongOnes, b)
			continue
		}
		weakOnes = append(weakOnes, b)
	}
	for _, b := range weakOnes {
		left := slices.DeleteFunc(slices.Clone(b.keys), func(k string) bool {
			return slices.ContainsFunc(strongOnes, func(s binding) bool {
				return s.where&b.where != 0 && slices.ContainsFunc(s.keys, func(o string) bool { return alike(o, k) })
			})
		})
		if len(left) < len(b.keys) {
			other[b.name] = left
		}
	}
}

// alike reports that two keys or sequences cannot both be heard: they are the same, or one begins with the other.
func alike(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" ")
}

// claim is a key that an action has.
type claim struct {
	b   binding
	key string
}

// clashes are the keys that two actions of one place claim, and keys with which a longer one begins.
func clashes(bound []binding, lines map[string]int) []KeyProblem {
	var problems []KeyProblem
	var claims []claim
	for _, b := range bound {
		for _, k := range b.keys {
			for _, c := range claims {
				if c.b.where&b.where != 0 && alike(c.key, k) {
					problems = append(problems, clash(c, claim{b, k}, lines))
				}
			}
			claims = append(claims, claim{b, k})
		}
	}
	return problems
}

// clash says what two claims have in common; it stands at the line of the later one.
func clash(a, b claim, lines map[string]int) KeyProblem {
	if lines[a.b.name] > lines[b.b.name] {
		a, b = b, a
	}
	what := fmt.Sprintf("%s is also %s (%s, line %d)", keyName(b.key), a.b.name, a.b.help, lines[a.b.name])
	if a.key != b.key {
		what = fmt.Sprintf("%s and %s (%s, line %d) begin alike", keyName(b.key), keyName(a.key), a.b.name, lines[a.b.name])
	}
	return KeyProblem{lines[b.b.name], fmt.Sprintf("keys.%s: %s · give one of them another key", b.b.name, what)}
}

// quote is s in quotes, no longer than a message can bear.
func quote(s string) string { return fmt.Sprintf("%q", cut(s, 24)) }
