// Package topics says what a report is about and which reports tell of the same event. It is pure: no network, no
// clock, no storage.
package topics

// Topic is a subject the reader named, as words to look for. Entries of Any, All and Not are single words ("climate"),
// phrases ("global warming") or prefixes ("emission*"); case and accents do not matter.
type Topic struct {
	Name     string   `toml:"name"`
	Any      []string `toml:"any"`      // one of these is enough
	All      []string `toml:"all"`      // every one of these as well
	Not      []string `toml:"not"`      // none of these
	Feeds    []string `toml:"feeds"`    // names or addresses of feeds that belong here whole
	Sections []string `toml:"sections"` // categories that feeds give to their items; the topic's own name is one of them

	Countries []string `toml:"countries"` // countries and regions ("Kenya", "KE", "Africa"): whatever names one of them counts as Any
}
