package ui

// PresetNames are the sets of keys one can begin with.
func PresetNames() []string { return []string{"vim", "newsboat", "less", "arrows"} }

// presets are the keys of a preset that differ from the default table, by the name of the action, several with spaces between them.
// An action that is not named keeps what the preset gives to no other; a test holds that none is left without a key for it.
func presets(name string) map[string]string {
	switch name {
	case "newsboat":
		return map[string]string{
			"refresh": "R", "refetch": "ctrl+r", "toggle-read": "N", "mark-all-read": "A C", "bookmark": "s ctrl+b", "page-up": "pgup",
			"unread-only": "l", "open": "enter right", "redo": "U", "undo": "u", "ask-feed": "r", "sort": "S", "note": "ctrl+n", "feed-stories": "enter right",
		}
	case "less":
		return map[string]string{
			"read-on": "space", "page-down": "f ctrl+f ctrl+v pgdown", "page-up": "b ctrl+b pgup", "half-page-down": "d ctrl+d", "half-page-up": "u ctrl+u",
			"top": "g < home", "bottom": "G > end", "help": "h ? f1", "back": "esc left", "bookmark": "+", "undo": "U", "only-this": "*", "what-changed": "C", "follow": "W",
			"wider": "]", "narrower": "[",
		}
	case "arrows":
		return map[string]string{
			"down": "down", "up": "up", "top": "home", "bottom": "end", "page-down": "pgdown", "page-up": "pgup", "half-page-down": "ctrl+down",
			"half-page-up": "ctrl+up", "open": "enter right", "back": "esc left", "next-story": "right", "previous-story": "ctrl+left",
		}
	}
	return nil
}
