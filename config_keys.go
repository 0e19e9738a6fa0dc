package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"dateline/ui"
)

// keys reads [keys]: a preset, and other keys for actions by their names.
func (p *configParser) keys(tables []table) {
	for _, t := range tables {
		p.Keys = ui.Keys{}
		for _, v := range t.values {
			if v.key == "preset" {
				p.choice(&p.Keys.Preset, v, ui.PresetNames()...)
				continue
			}
			p.keyChange(v)
		}
	}
	for _, w := range p.Keys.Problems() {
		p.wrong(w.Line, "%s", w.Text)
	}
}

// keyChange takes the keys of an action: one in quotes, or a list of them; an empty list takes its keys away.
func (p *configParser) keyChange(v value) {
	names := ui.ActionNames()
	known := false
	for _, n := range names {
		known = known || n == v.key
	}
	if !known {
		if nearest(v.key, names) == "" {
			p.wrong(v.line, "unknown action %s · dateline help keys lists them", quoted("keys."+v.key))
			return
		}
		p.unknown(v.line, "action", "keys", v.key, append(names, "preset")...)
		return
	}
	c := ui.KeyChange{Action: v.key, Line: v.line}
	if s, ok := v.data.(string); ok {
		if s != "" {
			c.Keys = []string{s}
		}
	} else {
		for _, e := range p.list(v) {
			if s, ok := p.text(e); ok {
				c.Keys = append(c.Keys, s)
			}
		}
	}
	p.Keys.Changes = append(p.Keys.Changes, c)
}

// single reports a table that stands there once only and was written otherwise.
func (p *configParser) single(tables []table) {
	for i, t := range tables {
		if t.array || i > 0 {
			p.wrong(t.line, "write [keys] with single brackets, once")
		}
	}
}

// helpKeys prints every action with the keys that hold.
func (p *program) helpKeys() error {
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(p.out, 0, 0, 3, ' ', 0)
	for _, k := range c.Keys.Table() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", k.Name, strings.Join(k.Keys, ", "), k.Does)
	}
	return w.Flush()
}
