package ui

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Every action has a name, words for help, one line in the table; every preset gives every action a key that no other has.
func TestEveryKeyMeansOneThing(t *testing.T) {
	names, actions := map[string]bool{}, map[action]bool{}
	for _, b := range bindings {
		switch {
		case b.help == "" || b.name == "" || b.where == 0:
			t.Errorf("%+v lacks its name, its place or its help", b)
		case names[b.name] || actions[b.action]:
			t.Errorf("%s stands twice in the table", b.name)
		case strings.ToLower(b.name) != b.name || strings.ContainsAny(b.name, " _.="):
			t.Errorf("%q is no name for a config", b.name)
		}
		names[b.name], actions[b.action] = true, true
	}
	for _, preset := range PresetNames() {
		for name := range presets(preset) {
			if !names[name] {
				t.Errorf("preset %s names %q, which is no action", preset, name)
			}
		}
		k := Keys{Preset: preset}
		for _, p := range k.Problems() {
			t.Errorf("preset %s: %s", preset, p.Text)
		}
		for i, line := range k.Table() {
			if len(line.Keys) == 0 && len(bindings[i].keys) > 0 {
				t.Errorf("preset %s takes every key of %s: give it one in presets.go", preset, line.Name)
			}
		}
	}
}

func TestReadKeys(t *testing.T) {
	for in, want := range map[string]string{
		"j": "j", "J": "J", "gg": "g g", "g g": "g g", "ctrl+d": "ctrl+d", "Ctrl-D": "ctrl+d", "C-d": "ctrl+d", "^d": "ctrl+d", "alt+x": "alt+x", "M-x": "alt+x",
		"shift+tab": "shift+tab", "shift+j": "J", "shift+ctrl+left": "ctrl+shift+left", "PageDown": "pgdown", "return": "enter", " ": "space", "space": "space",
		"ctrl++": "ctrl++", "-": "-", "+": "+", "<": "<", "é": "é", "ж": "ж", "g -": "g -", "f12": "f12", "↓": "down", "space b": "space b",
		"": "", "xyz": "", "hyper+x": "", "ctrl+": "", "f99": "", "ctrl+ctrl+x": "", "shift+1": "", "\x1b": "", "a b c d e": "",
	} {
		if got, ok := readKeys(in); got != want && ok || ok != (want != "") {
			t.Errorf("readKeys(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestOtherKeys(t *testing.T) {
	k := Keys{Changes: []KeyChange{{"top", []string{"gg"}, 1}, {"bookmark", []string{"s"}, 2}, {"topic-number", []string{"alt+1", "alt+2"}, 3}, {"redo", nil, 4}}}
	if p := k.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	if lost := k.Lost(); len(lost) != 1 || lost[0].Line != 2 || lost[0].Text != "s is bookmark now: sort has no key" {
		t.Errorf("lost: %v", lost)
	}
	inSession(t, 100, 30, func(o *Options) { o.Keys = k }, func(t *testing.T, s *session) {
		s.Has("Config, line 2: s is bookmark now: sort has no key · : still has it")
		s.Wait(10 * time.Second)
		first := s.first(t)
		s.Keys("j", "j")
		third := s.first(t)
		s.Keys("g")
		s.Has(" g …")
		s.Keys("g")
		s.Lacks(" g …")
		if got := s.first(t); got != first {
			t.Errorf("gg went to %q, not to %q", got, first)
		}
		s.Keys("g", "j", "2", "j") // a sequence that means nothing does nothing
		if got := s.first(t); got != third {
			t.Errorf("g, j, 2j went to %q, not to %q", got, third)
		}
		s.Keys("g")
		s.Wait(3 * time.Second) // what is not gone on with is forgotten
		s.Lacks(" g …")
		s.Keys("b")
		s.Lacks("★")
		s.Keys("s")
		s.Has("★")
		s.Keys("3")
		s.Wait(time.Second)
		s.Lacks("Economy ✕")
		s.Keys("alt+2")
		s.Has("Disasters ✕")
		s.Keys("?")
		s.Has("gg", "to the top")
		if strings.Contains(s.Text(), "redo") {
			t.Error("help names an action that has no key")
		}
	})
}

func TestPresetsAreHeard(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Keys.Preset = "less" }, func(t *testing.T, s *session) {
		first := s.first(t)
		s.Keys("f")
		if s.first(t) == first {
			t.Error("f did not turn the page")
		}
		s.Keys("<")
		if got := s.first(t); got != first {
			t.Errorf("< went to %q", got)
		}
		s.Keys("h")
		s.Has("Keys in the list")
	})
	if got := (Keys{Preset: "newsboat"}).Table(); !slices.ContainsFunc(got, func(l KeyLine) bool { return l.Name == "bookmark" && l.Keys[0] == "s" }) {
		t.Errorf("newsboat does not save by s: %v", got)
	}
}
