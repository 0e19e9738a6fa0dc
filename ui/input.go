package ui

import "charm.land/bubbles/v2/textinput"

func newInput(prompt string, t theme) textinput.Model {
	in := textinput.New()
	in.Prompt = prompt
	in.SetVirtualCursor(false)
	dressInput(&in, t)
	in.Focus()
	return in
}

// dressInput gives a line of input the colours of a theme.
func dressInput(in *textinput.Model, t theme) {
	st := in.Styles()
	for _, s := range []*textinput.StyleState{&st.Focused, &st.Blurred} {
		s.Prompt, s.Text, s.Placeholder = t.key.Style, t.text.Style, t.faint.Style
	}
	in.SetStyles(st)
}

// inputs are the lines of input that are open.
func (m *Model) inputs() []*textinput.Model {
	var all []*textinput.Model
	if m.palette != nil {
		all = append(all, &m.palette.input)
	}
	if m.commands != nil {
		all = append(all, &m.commands.input)
	}
	if m.search != nil {
		all = append(all, &m.search.input)
	}
	if m.reader.find != nil {
		all = append(all, &m.reader.find.input)
	}
	if m.help != nil {
		all = append(all, &m.help.input)
	}
	if m.ask != nil {
		all = append(all, &m.ask.input)
	}
	if m.mute != nil {
		all = append(all, &m.mute.input)
	}
	if m.chooser != nil {
		all = append(all, &m.chooser.input)
	}
	return all
}

// inputView is a line of input; while nothing is typed, an example of what may be stands there.
func inputView(in textinput.Model, example string, t theme) string {
	if in.Value() != "" {
		return in.View()
	}
	return in.View() + t.faint.Render(example)
}
