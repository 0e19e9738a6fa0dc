// Package ui is the face of dateline: rooms of stories, a reader, and the keys between them, on Bubble Tea. It asks the store and
// the feeds through the commands in commands.go and does nothing else with the world.
package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/store"
)

// Options is what a reader is started with.
type Options struct {
	DB      *store.DB
	Fetcher *feeds.Fetcher
	Sources []feeds.Source
	Topics  []topics.Topic
	Views   []View
	Sites   article.Sites    // what is hidden and kept of which site, as the reader says
	Now     func() time.Time // nil: time.Now
	Browse  func(ctx context.Context, url string) error
	Editor  []string // what a note is written in; the file is added; empty: vi
	Desk    Desk     // changes the configuration; nil: it cannot be changed

	Keys     Keys                                      // which keys are others than in the table
	Demo     bool                                      // says so in the masthead
	ReadOnly bool                                      // the store cannot be written
	Theme    string                                    // "", "auto", "dark", "light", the name of a theme, or a name and a side: "fjord dark"
	Themes   []Theme                                   // the reader's own
	Width    int                                       // columns of text in the reader; 0: 80
	Mouse    bool                                      // wheel and clicks are heard
	FrontAge time.Duration                             // how old a story on the front page may be; 0: 48 h
	Refresh  time.Duration                             // how often feeds that are due are asked; 0: only by key
	Justify  bool                                      // both edges of a text are straight
	Images   bool                                      // pictures are fetched and shown
	Pipes    []Pipe                                    // what texts can be handed to
	Export   func(store.Body) (path string, err error) // keeps a story as a file
	Prefetch bool                                      // pages of the front page's first screen are fetched before they are opened
}

// Outcome is how a reader was left.
type Outcome struct {
	Demo bool // to look around in the demo newsroom
}

// Run shows the reader on the terminal until it is left.
func Run(ctx context.Context, o Options, more ...tea.ProgramOption) (Outcome, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m := New(ctx, o)
	err := runCaught(m, append(append(console(), tea.WithContext(ctx)), more...)...)
	m.close()
	m.world.endVisit()
	if errors.Is(err, tea.ErrInterrupted) {
		err = nil
	}
	return m.outcome, err
}

// Model is the whole reader.
type Model struct {
	opt      Options
	world    world
	keys     keymap
	backdrop backdrop
	wearing  string // the theme by its name and side
	theme    theme
	look     *theme // the same, for pages: those of another look are set again
	layout   layout
	outcome  Outcome

	begun     bool // the first list has come
	room      store.Room
	lists     [4]list
	filter    filter
	order     [4]store.Order // of each room
	elsewhere int64          // changes of other programs that are known
	joining   store.ID       // the story that the next one is joined with
	side      side
	burst     []store.Burst     // what is rising
	facets    facets            // what a key has narrowed the list by
	texts     foundTexts        // where the words of a search stand
	blamed    []blamed          // which chip is to blame for an empty list
	back      filter            // what was shown before a digit chose a topic
	titles    map[string]string // what feeds call themselves, by address
	reader    reader
	walking   walking
	reading   bool // the keys go to the reader
	zen       bool // only the text is shown

	palette  *topicPalette
	commands *commandPalette
	recent   []string // commands of this session, the last one first
	search   *searchLine
	hintBox  *hintBox
	pictures pictures
	help     *helpScreen
	box      *scrollBox
	boxFor   store.ID // the story that a box of reasons is about
	sheets   []opened // rooms over the room, the last on top
	ask      *question
	chooser  *chooser
	mute     *muteBox
	finding  string // what feeds are looked for of

	status  status
	pages   pages
	refresh refreshing
	asked   time.Time // when the last refresh began
	count   int       // digits typed before a movement
	pending string    // keys of a sequence that goes on
	digits  int       // numbers the timers of counts and sequences
}

// New returns a reader that has not drawn anything yet.
func New(ctx context.Context, o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Width == 0 {
		o.Width = 80
	}
	if o.FrontAge == 0 {
		o.FrontAge = 48 * time.Hour
	}
	if o.Browse == nil {
		o.Browse = Browser(nil)
	}
	other, _ := o.Keys.resolve()
	m := &Model{
		opt: o, keys: newKeymap(other), backdrop: backdrop{dark: true, profile: colorprofile.TrueColor}, layout: newLayout(80, 24), pages: newPages(),
		world: world{ctx: ctx, db: o.DB, fetcher: o.Fetcher, sources: o.Sources, topics: o.Topics, views: o.Views, sites: o.Sites, now: o.Now, browse: o.Browse, front: o.FrontAge},
	}
	m.pictures = pictures{on: o.Images, round: 1}
	m.dress(o.Theme)
	return m
}

// Init asks for the front page, before all that can wait until it is there.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.reload(0), m.world.counts(), everyMinute(), m.world.elsewhere()}
	if m.opt.ReadOnly {
		cmds = append(cmds, m.status.warn(m.opt.readOnlyText()))
	} else {
		cmds = append(cmds, m.world.visit())
	}
	cmds = append(cmds, tea.RequestBackgroundColor)
	if lost := m.opt.Keys.Lost(); len(lost) > 0 {
		cmds = append(cmds, m.status.warn(fmt.Sprintf("Config, line %d: %s · %s", lost[0].Line, lost[0].Text, m.keys.hint(commands, "still has it"))))
	}
	return tea.Batch(cmds...)
}

// close keeps the place in the text that is read, ends a refresh that is on its way and waits until nothing of it uses the store.
func (m *Model) close() {
	if was := m.leaving(); was.id != 0 {
		m.world.keepPlaceNow(was.id, was.at)
	}
	if run := m.refresh.run; run != nil {
		run.cancel()
		for range run.reports {
		}
	}
}

// Update hands a message to whom it concerns.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	was := m.leaving()
	_, cmd := m.route(msg)
	if left, end := m.keepPlace(was), m.endZen(); left != nil || end != nil {
		cmd = tea.Batch(cmd, left, end)
	}
	return m, cmd
}

func (m *Model) route(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m, m.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		m.backdrop.told, m.backdrop.dark, m.backdrop.background = true, msg.IsDark(), hexOf(msg.Color)
		return m, m.dress(m.wearing)
	case tea.ColorProfileMsg:
		m.backdrop.profile = msg.Profile
		return m, m.dress(m.wearing)
	case tea.KeyPressMsg:
		return m, m.key(msg)
	case tea.MouseWheelMsg:
		return m, m.wheel(msg)
	case tea.MouseClickMsg:
		return m, m.click(msg)
	case tea.FocusMsg:
		return m, m.minute()
	case tea.PasteMsg:
		return m, m.paste(msg)
	case listMsg:
		return m, m.gotList(msg)
	case arrivedMsg:
		return m, m.gotArrived(msg)
	case countsMsg:
		return m, m.gotCounts(msg)
	case nextMsg:
		return m, m.gotNext(msg)
	case stepMsg:
		return m, m.gotStep(msg)
	case textMsg:
		return m, m.gotText(msg)
	case pipedMsg:
		return m, m.gotPiped(msg)
	case exportedMsg:
		return m, m.gotExported(msg)
	case pictureMsg:
		return m, m.gotPicture(msg)
	case uv.KittyGraphicsEvent:
		return m, m.gotGraphics(msg)
	case tea.TerminalVersionMsg:
		return m, m.gotTerminal(msg)
	case findMsg:
		return m, m.gotIndex(msg)
	case fetchedMsg:
		return m, m.gotPage(msg)
	case settledMsg:
		return m, m.gotSettled(msg)
	case actMsg:
		return m, m.gotAct(msg)
	case topicsMsg:
		return m, m.gotTopics(msg)
	case whyMsg:
		return m, m.gotWhy(msg)
	case foundMsg:
		return m, m.gotFound(msg)
	case lookIntoMsg:
		return m, m.lookInto()
	case foundTextsMsg:
		return m, m.gotTexts(msg)
	case feedsMsg:
		return m, m.gotFeeds(msg)
	case muteCountMsg:
		return m, m.gotMuteCount(msg)
	case mutesMsg:
		return m, m.gotMutes(msg)
	case linesMsg:
		return m, m.gotLines(msg)
	case timelineMsg:
		return m, m.gotTimeline(msg)
	case topicTryMsg:
		return m, m.gotTopicTry(msg)
	case sideMsg:
		return m, m.gotSide(msg)
	case risingMsg:
		return m, m.gotRising(msg)
	case coverageMsg:
		return m, m.gotCoverage(msg)
	case changesMsg:
		return m, m.gotChanges(msg)
	case noteFileMsg:
		return m, m.gotNoteFile(msg)
	case notedMsg:
		return m, m.gotNoted(msg)
	case tagsMsg:
		return m, m.gotTags(msg)
	case visitMsg:
		return m, m.gotVisit(msg)
	case elsewhereMsg:
		return m, m.gotElsewhere(msg)
	case namesMsg:
		return m, m.gotNames(msg)
	case entryCountsMsg:
		return m, m.gotEntryCounts(msg)
	case feedFoundMsg:
		return m, m.gotFeed(msg)
	case setupMsg:
		return m, m.gotSetup(msg)
	case reportsMsg:
		return m, m.gotReports(msg)
	case labelledMsg:
		return m, m.gotLabels(msg)
	case browsedMsg:
		if msg.err != nil {
			return m, m.status.warn(m.errorText(msg.err))
		}
		return m, m.status.say("Opened in the browser: " + host(msg.url))
	case digitMsg:
		if msg.n == m.digits {
			return m, m.digitOver()
		}
	case minuteMsg:
		return m, tea.Batch(everyMinute(), m.minute())
	case quietMsg:
		m.status.quiet(msg.n)
	case barOverMsg:
		m.refresh.barStays = false
	}
	return m, nil
}

// list is the room one is in.
func (m *Model) list() *list { return &m.lists[m.room] }

func (m *Model) resize(width, height int) tea.Cmd {
	m.layout = newLayout(width, height)
	for i := range m.lists {
		l := &m.lists[i]
		l.move(l.cursor, m.layout)
	}
	return tea.Batch(m.more(), m.reset(), m.preview(), m.renewSide())
}
