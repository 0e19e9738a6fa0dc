package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/internal/safe"
	"dateline/store"
)

// A note is written in the reader's own editor, in a file that only they can read and that is gone when the editor is left.

// noteFileMsg is a file with the note of a story in it, ready to be edited.
type noteFileMsg struct {
	id     store.ID
	file   string
	before string
	err    error
}

// notedMsg says that the editor was left.
type notedMsg struct {
	noteFileMsg
	err error
}

// askNote opens the note of a story in the editor.
func (m *Model) askNote(s store.Story) tea.Cmd {
	switch {
	case s.ID == 0:
		return nil
	case m.opt.ReadOnly:
		return m.status.warn("The store is open for reading only")
	}
	return m.world.noteFile(s.ID)
}

// askTags asks for the tags of a story.
func (m *Model) askTags(s store.Story) tea.Cmd {
	switch {
	case s.ID == 0:
		return nil
	case m.opt.ReadOnly:
		return m.status.warn("The store is open for reading only")
	}
	return m.world.tags(s)
}

// noteFile writes the note of a story into a file of its own.
func (w world) noteFile(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		body, err := w.db.Body(ctx, id)
		if err != nil {
			return noteFileMsg{id: id, err: err}
		}
		f, err := os.CreateTemp("", "dateline-note-*.md") // mode 0600
		if err != nil {
			return noteFileMsg{id: id, err: fmt.Errorf("make a file for the note: %w", err)}
		}
		_, err = f.WriteString(body.Note)
		if err = cmp.Or(err, f.Close()); err != nil {
			err = errors.Join(fmt.Errorf("make a file for the note: %w", err), os.Remove(f.Name()))
		}
		return noteFileMsg{id: id, file: f.Name(), before: body.Note, err: err}
	}
}

// gotNoteFile hands the terminal over to the editor.
func (m *Model) gotNoteFile(msg noteFileMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	words := m.opt.Editor
	if len(words) == 0 {
		words = []string{"vi"}
	}
	edit := exec.CommandContext(m.world.ctx, words[0], append(slices.Clone(words[1:]), msg.file)...)
	return tea.ExecProcess(edit, func(err error) tea.Msg { return notedMsg{msg, err} })
}

// gotNoted keeps what was written.
func (m *Model) gotNoted(msg notedMsg) tea.Cmd {
	if msg.err != nil {
		return tea.Batch(m.world.dropFile(msg.file), m.status.warn("No note: the editor cannot be run or ended in trouble: "+msg.err.Error()))
	}
	m.stale()
	return m.world.act(msg.id, "", func(ctx context.Context) (store.Act, error) {
		text, err := os.ReadFile(msg.file)
		if err = errors.Join(err, os.Remove(msg.file)); err != nil {
			return store.Act{}, err
		}
		return m.world.db.SetNote(ctx, msg.id, string(text))
	})
}

func (w world) dropFile(file string) tea.Cmd {
	return func() tea.Msg {
		_ = os.Remove(file) // it is in the folder for what is temporary
		return nil
	}
}

// tagsMsg are the tags in use, and those of a story.
type tagsMsg struct {
	story store.Story
	all   []store.TagCount
	err   error
}

func (w world) tags(s store.Story) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Tags(ctx)
		if err != nil {
			return tagsMsg{err: err}
		}
		s, err = w.db.Story(ctx, s.ID)
		return tagsMsg{s, all, err}
	}
}

// gotTags asks for the tags of a story; tab completes the last word by those in use.
func (m *Model) gotTags(msg tagsMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	q := newQuestion(m.theme, "Tags", strings.Join(msg.story.Tags, ", "), "words with commas between them: economy, to read")
	q.offer = func(typed string) []string { return completeTag(typed, msg.all) }
	q.done = func(m *Model, text string) tea.Cmd {
		tags := strings.Split(text, ",")
		m.mirror(msg.story.ID, func(s *store.Story) { s.Saved = s.Saved || strings.TrimSpace(text) != "" })
		m.stale()
		return m.world.act(msg.story.ID, "", func(ctx context.Context) (store.Act, error) { return m.world.db.SetTags(ctx, msg.story.ID, tags) })
	}
	m.ask = q
	return nil
}

// completeTag are the texts that the tag at the end of one may become, by the tags in use.
func completeTag(typed string, all []store.TagCount) []string {
	at := strings.LastIndex(typed, ",") + 1
	before, begun := typed[:at], strings.ToLower(strings.TrimLeft(typed[at:], " #"))
	var out []string
	for _, t := range all {
		name := safe.Line(t.Name)
		if lower := strings.ToLower(name); lower != begun && strings.HasPrefix(lower, begun) {
			out = append(out, before+pick(before == "", "", " ")+name)
		}
	}
	return out
}
