package ui

import (
	"context"
	"hash/fnv"
	"image"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/feeds/article"
	"dateline/internal/safe"
	"dateline/store"
)

// display is how pictures are shown.
type display uint8

const (
	noPictures display = iota // the terminal has too few colours
	halfBlocks                // two pixels a cell, in true colour
	graphics                  // by the Kitty graphics protocol
)

const (
	mostPictures  = 30  // of a text
	pictureWidth  = 800 // pixels that are kept of a picture
	pictureHeight = 800 //
	keptPictures  = 40  // in memory
	atOnce        = 2   // pictures on their way
	pictureWait   = 40 * time.Second
)

// pictures are those that were fetched, and how they are shown. The map never changes: a new one takes its place.
type pictures struct {
	on     bool
	asked  bool // the terminal was asked what it can
	kitty  bool // it answers to the graphics protocol
	places bool // it draws pictures where characters stand for them
	photos map[string]*image.RGBA
	order  []string // of photos, the oldest first
	failed map[string]error
	flying map[string]bool
	sent   map[uint32]bool // that the terminal has, by number
	round  int             // grows when a text has to be set anew for them
}

// album is what a text is set with.
type album struct {
	how    display
	photos map[string]*image.RGBA
	rows   int // how high a picture may be, in lines
}

// shownPicture is a picture that was set by the graphics protocol: the terminal has to know it.
type shownPicture struct {
	id         uint32
	img        *image.RGBA
	cols, rows int
}

// pictureMsg is a picture that has come.
type pictureMsg struct {
	address string
	img     *image.RGBA
	err     error
}

// display is how pictures are shown on this terminal.
func (m *Model) display() display {
	switch {
	case m.backdrop.profile < colorprofile.TrueColor:
		return noPictures
	case m.pictures.kitty && m.pictures.places:
		return graphics
	}
	return halfBlocks
}

// album is the pictures for texts that are set now.
func (m *Model) album() album {
	if !m.pictures.on {
		return album{}
	}
	return album{how: m.display(), photos: m.pictures.photos, rows: max(min(m.readerLayout().rows*3/5, 24), 3)}
}

// toggleImages shows pictures, or hides them again.
func (m *Model) toggleImages() tea.Cmd {
	p := &m.pictures
	if !p.on && m.display() == noPictures {
		return m.status.say("This terminal has too few colours for pictures")
	}
	p.on = !p.on
	p.failed = nil
	said := pick(p.on, "Pictures are shown", "Pictures are hidden")
	return tea.Batch(m.status.say(said), m.resetPictures(), m.wantPictures())
}

// askGraphics asks the terminal whether it knows the graphics protocol, once.
func (m *Model) askGraphics() tea.Cmd {
	if !m.pictures.on || m.pictures.asked || m.display() == noPictures {
		return nil
	}
	m.pictures.asked = true
	return tea.Batch(tea.Raw(kittyQuery), tea.RequestTerminalVersion)
}

// gotGraphics is the answer. Pictures among characters need more than the protocol: that is known by name.
func (m *Model) gotGraphics(e uv.KittyGraphicsEvent) tea.Cmd {
	if e.Options.ID == kittyQueryID && string(e.Payload) == "OK" {
		m.pictures.kitty = true
	}
	return m.resetPictures()
}

func (m *Model) gotTerminal(msg tea.TerminalVersionMsg) tea.Cmd {
	name := strings.ToLower(msg.Name)
	m.pictures.places = strings.HasPrefix(name, "kitty") || strings.HasPrefix(name, "ghostty")
	return m.resetPictures()
}

// resetPictures sets the text anew for what has changed about pictures.
func (m *Model) resetPictures() tea.Cmd {
	m.pictures.round++
	return m.reset()
}

// wantPictures asks for the pictures of the text that is read, a few at a time, the first ones first.
func (m *Model) wantPictures() tea.Cmd {
	p, r := &m.pictures, &m.reader
	if !p.on || !m.reading || !r.set || m.display() == noPictures {
		return nil
	}
	cmds := []tea.Cmd{m.askGraphics()}
	for _, address := range r.pictureAddresses() {
		if len(p.flying) >= atOnce {
			break
		}
		if _, failed := p.failed[address]; failed || p.flying[address] || p.photos[address] != nil {
			continue
		}
		if p.flying == nil {
			p.flying = map[string]bool{}
		}
		p.flying[address] = true
		cmds = append(cmds, m.world.picture(address))
	}
	return tea.Batch(cmds...)
}

// pictureAddresses are the pictures of a text: the one above it, and those in it.
func (r *reader) pictureAddresses() []string {
	var all []string
	if lead := leadPicture(r.story, r.article); lead != "" {
		all = append(all, lead)
	}
	for _, l := range r.links {
		if l.picture && len(all) < mostPictures {
			all = append(all, l.address)
		}
	}
	return all
}

// picture fetches a picture and decodes it.
func (w world) picture(address string) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, pictureWait)
		defer cancel()
		img, err := w.fetcher.Picture(ctx, address, pictureWidth, pictureHeight)
		return pictureMsg{address, img, err}
	}
}

// gotPicture shows a picture that has come, and asks for the next one. One that cannot be had leaves its words.
func (m *Model) gotPicture(msg pictureMsg) tea.Cmd {
	p := &m.pictures
	delete(p.flying, msg.address)
	if msg.err != nil {
		if p.failed == nil {
			p.failed = map[string]error{}
		}
		p.failed[msg.address] = msg.err
		return m.wantPictures()
	}
	photos := maps.Clone(p.photos)
	if photos == nil {
		photos = map[string]*image.RGBA{}
	}
	photos[msg.address] = msg.img
	p.order = append(p.order, msg.address)
	for len(p.order) > keptPictures {
		delete(photos, p.order[0])
		p.order = p.order[1:]
	}
	p.photos = photos
	return tea.Batch(m.resetPictures(), m.wantPictures())
}

// sendPictures hands the terminal the pixels of the pictures of a text that it does not have yet, and takes away those of other texts.
func (m *Model) sendPictures() tea.Cmd {
	p := &m.pictures
	here := make(map[uint32]bool, len(m.reader.shown))
	var cmds []tea.Cmd
	for _, s := range m.reader.shown {
		if here[s.id] = true; !p.sent[s.id] {
			cmds = append(cmds, func() tea.Msg { return tea.RawMsg{Msg: kittyPicture(s)} })
		}
	}
	if old := forgetPictures(p.sent, here); old != "" {
		cmds = append(cmds, tea.Raw(old))
	}
	p.sent = here
	return tea.Batch(cmds...)
}

// leave ends the program; the terminal keeps no picture of it.
func (m *Model) leave() tea.Cmd {
	old := forgetPictures(m.pictures.sent, nil)
	if old == "" {
		return tea.Quit
	}
	m.pictures.sent = nil
	return tea.Sequence(tea.Raw(old), tea.Quit)
}

// forgetPictures takes pictures that were sent, but for those to keep, out of the terminal's memory.
func forgetPictures(sent, keep map[uint32]bool) string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(sent)) {
		if !keep[id] {
			b.WriteString(kittyForget(id))
		}
	}
	return b.String()
}

// leadPicture is the picture that stands above a text, unless it stands in it as well.
func leadPicture(s store.Story, a article.Article) string {
	lead := safe.URL(a.Image)
	if lead == "" {
		lead = safe.URL(s.Image)
	}
	name, _, _ := strings.Cut(lead, "?")
	if name == "" || strings.Contains(a.Markdown, name) {
		return ""
	}
	return lead
}

// leadLines are the picture above a text.
func leadLines(p page, b store.Body, a article.Article, l setting, t theme) ([]string, []shownPicture) {
	lead := leadPicture(b.Story, a)
	if lead == "" {
		return nil, nil
	}
	s := &setter{wish: wish{width: p.width, theme: t, pictures: l.pictures}, styles: newTextStyles(t), out: &setText{}, gapAt: -1}
	if !s.picture(lead) {
		return nil, nil
	}
	return append(s.out.lines, ""), s.out.shown
}

// picture sets a picture where it is at hand.
func (s *setter) picture(address string) bool {
	img := s.pictures.photos[address]
	if img == nil || s.pictures.how == noPictures {
		return false
	}
	cols, rows := pictureCells(img.Bounds().Size(), s.room(), s.pictures.rows)
	if s.pictures.how == graphics {
		p := shownPicture{pictureID(address, cols, rows), img, cols, rows}
		s.out.shown = append(s.out.shown, p)
		s.rawLines(placeholders(p))
		return true
	}
	s.rawLines(blockLines(img, cols, rows))
	return true
}

// rawLines adds lines that were made here, and need no cleaning.
func (s *setter) rawLines(lines []string) {
	for _, l := range lines {
		s.line("x", s.out.chars)
		last := &s.out.lines[len(s.out.lines)-1]
		*last = strings.TrimSuffix(*last, "x") + l
	}
}

// pictureCells is how many columns and lines a picture takes, a cell being twice as high as wide. It is not made much larger than
// it is.
func pictureCells(size image.Point, width, height int) (cols, rows int) {
	cols = max(min(width, size.X/4), 2)
	rows = (cols*size.Y + size.X) / (2 * size.X)
	if rows > height {
		rows = height
		cols = max(min(width, 2*rows*size.X/size.Y), 2)
	}
	return cols, max(rows, 1)
}

// pictureID names a picture of a certain size for the terminal: 24 bits, never 0.
func pictureID(address string, cols, rows int) uint32 {
	h := fnv.New32a()
	h.Write([]byte(address))
	h.Write([]byte{byte(cols), byte(rows)}) // #nosec G115 -- part of a hash
	return h.Sum32()>>8 | 1
}
