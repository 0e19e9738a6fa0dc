package ui

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

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

// paste hands a paste to the input that is open.
func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case m.reader.find != nil && m.reader.find.typing:
		return m.findEdit(msg)
	case m.search != nil:
		f, _, c := m.search.edit(msg, m.filter)
		return tea.Batch(c, m.change(f))
	case m.help != nil && m.help.typing:
		return m.help.edit(msg)
	case m.commands != nil:
		return m.editCommand(msg)
	case m.ask != nil:
		return m.editAnswer(msg)
	case m.chooser != nil:
		return m.editChooser(msg)
	case m.mute != nil:
		return m.editMute(msg)
	case m.palette != nil:
		return m.editPalette(msg)
	}
	return nil
}
