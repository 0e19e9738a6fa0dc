package ui

import (
	"slices"
	"strings"
)

// keymap is the table of keys as it holds for this reader: the default one, changed by a preset and by the config.
type keymap struct {
	bound  []binding
	at     map[action]int              // where an action stands in bound
	find   map[place]map[string]action // by key or sequence
	begins map[place]map[string]bool   // what a longer sequence begins with
	nth    map[string]int              // which topic a key of "topic-number" names, from 1
}

// newKeymap is the table with other keys for some actions, by name.
func newKeymap(other map[string][]string) keymap {
	m := keymap{at: map[action]int{}, find: map[place]map[string]action{}, begins: map[place]map[string]bool{}, nth: map[string]int{}}
	m.bound = slices.Clone(bindings)
	for i := range m.bound {
		b := &m.bound[i]
		if keys, ok := other[b.name]; ok {
			b.keys = keys
		}
		m.at[b.action] = i
		m.hear(*b)
	}
	for i, k := range m.bound[m.at[number]].keys {
		m.nth[k] = i + 1
	}
	return m
}

// hear makes the keys of a binding known in its places.
func (m keymap) hear(b binding) {
	for _, p := range places {
		if b.where&p.place == 0 {
			continue
		}
		if m.find[p.place] == nil {
			m.find[p.place], m.begins[p.place] = map[string]action{}, map[string]bool{}
		}
		for _, k := range b.keys {
			m.find[p.place][k] = b.action
			for i := range k {
				if k[i] == ' ' {
					m.begins[p.place][k[:i]] = true
				}
			}
		}
	}
}

// look finds what the keys pressed so far mean in a place; more says that a longer sequence begins with them.
func (m keymap) look(where place, pressed string) (a action, more bool) {
	return m.find[where][pressed], m.begins[where][pressed]
}

// named is where an action of a name stands in bound; 0 for none.
func (m keymap) named(name string) int {
	return max(slices.IndexFunc(m.bound, func(b binding) bool { return b.name == name }), 0)
}

// of is the first key of an action, as people write it; "" when it has none.
func (m keymap) of(a action) string {
	i, ok := m.at[a]
	if !ok || len(m.bound[i].keys) == 0 {
		return ""
	}
	return keyName(m.bound[i].keys[0])
}

// hint says which key does something: "u undo". Without a key it names the action in the palette of commands.
func (m keymap) hint(a action, does string) string {
	if k := m.of(a); k != "" {
		return k + " " + does
	}
	return does
}

// all are the keys of an action as people write them: "j ↓".
func (b binding) all() string {
	if len(b.keys) > 4 {
		return keyName(b.keys[0]) + " … " + keyName(b.keys[len(b.keys)-1])
	}
	names := make([]string, len(b.keys))
	for i, k := range b.keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, " ")
}

// keyName is a key or a sequence as people write it: "↓", "gg".
func keyName(k string) string {
	if strings.Contains(k, " ") {
		parts := strings.Split(k, " ")
		sep := ""
		for i, p := range parts {
			parts[i] = keyName(p)
			sep = pick(len([]rune(parts[i])) > 1, " ", sep)
		}
		return strings.Join(parts, sep)
	}
	switch k {
	case "down":
		return "↓"
	case "up":
		return "↑"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return k
}
