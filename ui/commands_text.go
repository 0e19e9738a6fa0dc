package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/store"
)

// The commands of the text that is read; as in commands.go, only they touch the world.

// changeRule writes a rule for a site, as an act that can be undone, and reads the rules again.
func (w world) changeRule(c RuleChange, o Options) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		act, err := w.db.ChangeFile(ctx, "rule", c.says(), o.SitesFile, func(text string) (string, error) { return o.EditSites(text, c) })
		if err != nil {
			return sitesMsg{err: err}
		}
		sites, err := o.ReadSites()
		return sitesMsg{sites, act, err}
	}
}

// readSites reads the rules again after undo or redo.
func (w world) readSites(o Options) tea.Cmd {
	return func() tea.Msg {
		sites, err := o.ReadSites()
		return sitesMsg{sites, store.Act{}, err}
	}
}
