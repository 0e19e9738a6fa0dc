package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/store"
)

// world is everything outside the screen. Only the commands in this file use it; each carries the question it answers, so that
// a late answer to an old question can be told from the one that is waited for.
type world struct {
	ctx     context.Context
	db      *store.DB
	fetcher *feeds.Fetcher
	sources []feeds.Source
	topics  []topics.Topic
	views   []View
	sites   article.Sites
	now     func() time.Time
	browse  func(ctx context.Context, url string) error

	front     time.Duration // how far back the front page goes
	lastVisit int64         // when the visit before this one ended, in unix milliseconds; 0: this is the first
}

// wait is how long the store may take before a reader is told.
const wait = 10 * time.Second

// list asks for a list anew: its newest state when fresh, around the story to keep when there is one. There is no answer when nobody
// waits for it any longer.
func (w world) list(asked store.Query, keep store.ID, limit int, fresh bool) tea.Cmd {
	return func() tea.Msg {
		msg := w.listed(asked, keep, limit, fresh)
		if w.ctx.Err() != nil {
			return nil
		}
		return msg
	}
}

func (w world) listed(asked store.Query, keep store.ID, limit int, fresh bool) listMsg {
	ctx, cancel := context.WithTimeout(w.ctx, wait)
	defer cancel()
	q := asked
	if fresh {
		newest, err := w.db.Newest(ctx)
		if err != nil {
			return listMsg{asked: asked, err: err, reset: true}
		}
		q.UpTo = newest
		q.Read = w.now().UnixMilli()
	}
	at, found := 0, false
	if keep != 0 {
		var err error
		if at, found, err = w.db.Position(ctx, q, keep); err != nil {
			return listMsg{asked: asked, err: err, reset: true}
		}
	}
	p, err := w.db.Page(ctx, q, max(0, at-limit/2), limit)
	if !found {
		at = 0
	}
	return listMsg{asked: asked, page: p, cursor: at, reset: true, err: err}
}

// window asks for another part of the list that is shown.
func (w world) window(q store.Query, first, limit int) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		p, err := w.db.Page(ctx, q, first, limit)
		return listMsg{asked: q, page: p, cursor: -1, err: err}
	}
}

func (w world) arrived(q store.Query) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		n, err := w.db.Arrived(ctx, q, q.UpTo)
		return arrivedMsg{asked: q, n: n, err: err}
	}
}

func (w world) counts() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		var msg countsMsg
		if msg.counts, msg.err = w.db.Counts(ctx); msg.err != nil {
			return msg
		}
		if msg.views, msg.err = w.db.ViewCounts(ctx, w.viewLists()); msg.err != nil {
			return msg
		}
		if msg.fresh, msg.err = w.fresh(ctx); msg.err != nil {
			return msg
		}
		msg.lines, msg.err = w.db.Storylines(ctx)
		return msg
	}
}

// names asks what feeds call themselves.
func (w world) names() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Feeds(ctx)
		if err != nil {
			return nil // they are called by their addresses
		}
		msg := namesMsg{}
		for _, f := range all {
			msg[f.URL] = f.Title
		}
		return msg
	}
}

// viewLists are the lists of the views.
func (w world) viewLists() []store.Query {
	var out []store.Query
	for _, v := range w.views {
		out = append(out, filter{{kind: viewChip, text: v.Name, query: v.Query}}.query(store.Latest, 0))
	}
	return out
}

func (w world) nextUnread(q store.Query, from int, backwards, inText bool) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		at, found, err := w.db.NextUnread(ctx, q, from, backwards)
		return nextMsg{asked: q, at: at, found: found && err == nil, inText: inText, back: backwards}
	}
}

// text loads a story and sets it: its beginning, at least down to a place, at once, and the rest after it.
func (w world) text(p page, l setting, at int) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		body, err := w.db.Body(ctx, p.id)
		if err != nil {
			return textMsg{page: p, err: err}
		}
		return w.setNow(p, body, w.bodyArticle(body, p.whole), l, max(at, body.Place))
	}
}

// body loads a story as it is, for plain mode.
func (w world) body(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		body, err := w.db.Body(ctx, id)
		return textMsg{page: page{id: id}, body: body, err: err}
	}
}

// set sets a story again that is at hand, for another width or theme.
func (w world) set(p page, body store.Body, a article.Article, l setting, at int) tea.Cmd {
	return func() tea.Msg { return w.setNow(p, body, a, l, at) }
}

func (w world) setNow(p page, body store.Body, a article.Article, l setting, at int) textMsg {
	msg := textMsg{page: p, body: body, article: a, set: setPage(p, body, a, l, at)}
	if msg.set.partial {
		msg.next = func() tea.Msg {
			return textMsg{page: p, body: body, article: a, set: setPage(p, body, a, l, -1), rest: true}
		}
	}
	return msg
}

// keepPlaceNow writes where a text was left. What could not be written is no loss worth a word.
func (w world) keepPlaceNow(id store.ID, at int) tea.Msg {
	ctx, cancel := context.WithTimeout(w.ctx, wait)
	defer cancel()
	_ = w.db.KeepPlace(ctx, id, at)
	return nil
}

// fetch asks for the page of a story, cleans it and keeps it.
func (w world) fetch(body store.Body, whole bool) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
		defer cancel()
		return w.fetchPage(ctx, body, whole)
	}
}

// fetchAhead does what fetch does, for a story that nobody has opened, if it is worth it.
func (w world) fetchAhead(s store.Story) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
		defer cancel()
		body, err := w.db.Body(ctx, s.ID)
		if err != nil || !w.needsPage(body, w.bodyArticle(body, false)) {
			return fetchedMsg{id: s.ID, unneeded: true, err: err}
		}
		return w.fetchPage(ctx, body, false)
	}
}

func (w world) fetchPage(ctx context.Context, body store.Body, whole bool) fetchedMsg {
	msg := fetchedMsg{id: body.Story.ID}
	of, err := w.db.Subscription(ctx, feeds.Source{URL: body.Story.FeedURL})
	if err != nil {
		return fetchedMsg{id: body.Story.ID, err: err}
	}
	page, err := w.fetcher.Page(ctx, body.Story.URL, of)
	if err == nil {
		var a article.Article
		fleeting := page.Fleeting
		rules := w.sites.For(page.URL)
		if rules.Standing, err = w.db.Standing(ctx, page.URL); err != nil {
			return fetchedMsg{id: body.Story.ID, err: err}
		}
		a, err = article.ReadAll(article.Page{
			HTML: page.HTML, URL: page.URL, Title: body.Story.Title, Summary: body.Story.Summary, Rules: rules, Whole: whole,
		}, func(address string) (article.Page, error) {
			next, err := w.fetcher.Page(ctx, address, of)
			fleeting = fleeting || next.Fleeting
			return article.Page{HTML: next.HTML, URL: next.URL}, err
		})
		if err == nil && fleeting {
			msg.fleeting = &a
			return msg
		}
		if err == nil {
			if msg.err = w.db.KeepArticle(ctx, body.Story.ID, a); msg.err != nil { // it can be read all the same
				msg.fleeting = &a
			}
			return msg
		}
		var none article.NoArticle
		switch {
		case errors.As(err, &none):
			err = errors.New("the page has no article: it is " + none.What)
		case errors.Is(err, article.ErrNoArticle):
			err = errors.New("the page has no article to read")
		}
	}
	msg.err = err
	if w.ctx.Err() != nil || errors.Is(err, feeds.ErrHeld) || unreached(err) { // which says nothing of the page
		return msg
	}
	if kept := w.db.KeepArticleError(ctx, body.Story.ID, err.Error()); kept != nil {
		msg.err = kept
	}
	return msg
}

// keepText fetches the page of a saved story that is not at hand whole, so that what is saved can be read for ever.
func (w world) keepText(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
		defer cancel()
		body, err := w.db.Body(ctx, id)
		if err != nil {
			return fetchedMsg{id: id, err: err}
		}
		if !w.needsPage(body, w.bodyArticle(body, false)) {
			return nil
		}
		return w.fetchPage(ctx, body, false)
	}
}

// act writes a change of the reader's own.
func (w world) act(id store.ID, verb string, do func(ctx context.Context) (store.Act, error)) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		a, err := do(ctx)
		return actMsg{act: a, verb: verb, id: id, err: err}
	}
}

func (w world) markRead(id store.ID, read bool) tea.Cmd {
	return w.act(id, "", func(ctx context.Context) (store.Act, error) { return w.db.MarkRead(ctx, []store.ID{id}, read) })
}

// markEvent marks all stories of a story's event.
func (w world) markEvent(id store.ID, read bool) tea.Cmd {
	return w.act(id, "", func(ctx context.Context) (store.Act, error) { return w.db.MarkEventRead(ctx, id, read) })
}

func (w world) markList(q store.Query) tea.Cmd {
	return w.act(0, "", func(ctx context.Context) (store.Act, error) { return w.db.MarkListRead(ctx, q) })
}

func (w world) save(id store.ID, saved bool) tea.Cmd {
	return w.act(id, "", func(ctx context.Context) (store.Act, error) { return w.db.Save(ctx, id, saved) })
}

// errNothing says that there was nothing to undo or redo.
var errNothing = errors.New("nothing")

func (w world) undo() tea.Cmd { return w.step("undone", w.db.Undo) }
func (w world) redo() tea.Cmd { return w.step("redone", w.db.Redo) }

func (w world) step(verb string, do func(context.Context) (store.Act, bool, error)) tea.Cmd {
	return w.act(0, verb, func(ctx context.Context) (store.Act, error) {
		a, ok, err := do(ctx)
		if err == nil && !ok {
			err = errNothing
		}
		return a, err
	})
}

// label tells the store the topics of the config; stories are labelled again where these have changed.
func (w world) label() tea.Cmd {
	return func() tea.Msg {
		changed, err := w.db.SetTopics(w.ctx, w.topics)
		return labelledMsg{changed, err}
	}
}

func (w world) topicCounts(q store.Query) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		c, err := w.db.TopicCounts(ctx, q)
		return topicsMsg{q, c, err}
	}
}

func (w world) why(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		hits, err := w.db.Why(ctx, id)
		msg := whyMsg{id: id, hits: hits}
		var ranked, together, scored error
		msg.rank, ranked = w.db.EventWhy(ctx, id)
		msg.together, together = w.db.GroupedWhy(ctx, id)
		msg.score, scored = w.db.ScoreWhy(ctx, id)
		msg.err = errors.Join(err, ranked, together, scored)
		return msg
	}
}

// find counts what words find in all that is stored.
func (w world) find(words string) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		n, err := w.db.Count(ctx, store.Query{Room: store.Latest, Words: words})
		return foundMsg{words, n.Stories, n.Unread, err}
	}
}

func (w world) feeds() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Feeds(ctx)
		rows := make([]feedRow, len(all))
		for i, f := range all {
			rows[i].FeedState = w.asConfigured(f)
			if rows[i].FeedVolume, err = w.db.FeedVolume(ctx, f.URL); err != nil {
				break
			}
		}
		return feedsMsg{rows, err}
	}
}

// asConfigured is a feed with what the configuration says of it.
func (w world) asConfigured(f store.FeedState) store.FeedState {
	for _, s := range w.sources {
		if s.URL == f.URL {
			f.Source = s
		}
	}
	return f
}

func (w world) open(url string) tea.Cmd {
	return func() tea.Msg { return browsedMsg{url, w.browse(w.ctx, url)} }
}

func everyMinute() tea.Cmd {
	return tea.Tick(time.Minute, func(time.Time) tea.Msg { return minuteMsg{} })
}

func quietAfter(n int) tea.Cmd {
	return tea.Tick(6*time.Second, func(time.Time) tea.Msg { return quietMsg{n} })
}

// digitPause is how long a digit waits for a movement that it counts, before it names a topic.
const digitPause = 300 * time.Millisecond

// countPause is how long a count waits for its movement.
const countPause = 2 * time.Second

func digitAfter(n int, pause time.Duration) tea.Cmd {
	return tea.Tick(pause, func(time.Time) tea.Msg { return digitMsg{n} })
}
