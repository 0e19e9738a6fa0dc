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

// Problems are the changes that cannot hold: keys that are none, and keys that two actions of one place claim.
func (k Keys) Problems() []KeyProblem {
	_, problems := k.resolve()
	return problems
}

// resolve is the keys of those actions that have others than in the table, by name.
func (k Keys) resolve() (map[string][]string, []KeyProblem) {
	other := presetKeys(k.Preset)
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
	return other, append(problems, clashes(newKeymap(other).bound, lines)...)
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
				if c.b.where&b.where != 0 && (c.key == k || strings.HasPrefix(c.key, k+" ") || strings.HasPrefix(k, c.key+" ")) {
					problems = append(problems, clash(c, claim{b, k}, lines))
				}
			}
			claims = append(claims, claim{b, k})
		}
	}
	return problems
}

// clash says what two claims have in common; it stands at the line of the one that the config made, the later if it made both.
func clash(a, b claim, lines map[string]int) KeyProblem {
	if lines[a.b.name] > lines[b.b.name] {
		a, b = b, a
	}
	line, also := lines[b.b.name], "by default"
	if n := lines[a.b.name]; n > 0 {
		also = fmt.Sprintf("line %d", n)
	}
	what := fmt.Sprintf("%s is also %s (%s, %s)", keyName(b.key), a.b.name, a.b.help, also)
	if a.key != b.key {
		what = fmt.Sprintf("%s and %s (%s, %s) begin alike", keyName(b.key), keyName(a.key), a.b.name, also)
	}
	return KeyProblem{line, fmt.Sprintf("keys.%s: %s · give one of them another key", b.b.name, what)}
}

// quote is s in quotes, no longer than a message can bear.
func quote(s string) string { return fmt.Sprintf("%q", cut(s, 24)) }

// presetKeys is a fresh table of the keys that differ in a preset. Its keys go before those of the default table: an action that
// a preset does not name loses the keys that the preset gives to others.
func presetKeys(name string) map[string][]string {
	own := presets(name)
	other := map[string][]string{}
	for name, keys := range own {
		other[name] = strings.Fields(keys)
	}
	for _, b := range bindings {
		if _, named := own[b.name]; named {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(b.keys), func(k string) bool { return taken(other, own, b.where, k) })
		if len(left) < len(b.keys) {
			other[b.name] = left
		}
	}
	return other
}

// taken reports that a preset gives a key to an action that is heard in the same place.
func taken(other map[string][]string, own map[string]string, where place, key string) bool {
	for _, b := range bindings {
		if _, named := own[b.name]; named && b.where&where != 0 && slices.Contains(other[b.name], key) {
			return true
		}
	}
	return false
}
