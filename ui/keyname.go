package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// namedKeys are the keys that are written as a word. A function key is f1 to f20.
func namedKeys() []string {
	return []string{
		"enter", "esc", "tab", "space", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
		"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "f13", "f14", "f15", "f16", "f17", "f18", "f19", "f20",
	}
}

// readKeys reads a key or a sequence as it stands in the config: "j", "ctrl+d", "g g", "gg". It returns it as the terminal's
// keys are named, one space between two; ok is false when a part of it is no key.
func readKeys(s string) (keys string, ok bool) {
	if s == " " {
		return "space", true
	}
	var out []string
	for _, word := range strings.Fields(s) {
		k, ok := readKey(word)
		switch {
		case ok:
			out = append(out, k)
		case utf8.RuneCountInString(word) == 2 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsGraphic(r) }):
			for _, r := range word { // "gg"
				out = append(out, string(r))
			}
		default:
			return "", false
		}
	}
	return strings.Join(out, " "), len(out) > 0 && len(out) <= 4
}

// readKey reads one key: a character, or a named key, with ctrl, alt or shift before it.
func readKey(s string) (string, bool) {
	var mods []string
	for {
		i := strings.IndexAny(s, "+-")
		if i <= 0 || i == len(s)-1 {
			break
		}
		mod := map[string]string{"ctrl": "ctrl", "control": "ctrl", "c": "ctrl", "alt": "alt", "meta": "alt", "m": "alt", "a": "alt", "shift": "shift", "s": "shift"}[strings.ToLower(s[:i])]
		if mod == "" || slices.Contains(mods, mod) {
			return "", false
		}
		mods, s = append(mods, mod), s[i+1:]
	}
	if len(s) == 2 && s[0] == '^' && s[1] > ' ' { // ^d
		mods, s = append(mods, "ctrl"), s[1:]
	}
	slices.Sort(mods) // alt, ctrl, shift
	if i := slices.Index(mods, "ctrl"); i == 1 {
		mods[0], mods[1] = "ctrl", "alt"
	}
	key, named := keyWord(s)
	switch {
	case named:
	case utf8.RuneCountInString(s) != 1 || !unicode.IsGraphic([]rune(s)[0]):
		return "", false
	case slices.Contains(mods, "shift"):
		if len(mods) > 1 || strings.ToUpper(s) == s {
			return "", false // terminals do not tell
		}
		return strings.ToUpper(s), true
	case len(mods) > 0:
		key = strings.ToLower(s)
	}
	return strings.Join(append(mods, key), "+"), true
}

// keyWord is the name of a named key, whichever of its usual names it is called by.
func keyWord(s string) (string, bool) {
	low := strings.ToLower(s)
	if other := map[string]string{
		"return": "enter", "escape": "esc", "spc": "space", "del": "delete", "ins": "insert", "pageup": "pgup", "pagedown": "pgdown", "pgdn": "pgdown",
		"↑": "up", "↓": "down", "←": "left", "→": "right",
	}[low]; other != "" {
		return other, true
	}
	if len(low) > 1 && slices.Contains(namedKeys(), low) {
		return low, true
	}
	return s, false
}
