package feeds

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"dateline/internal/safe"
)

// What a reader may type besides an address, and where sites keep feeds that their pages do not name. All of it works on
// the address alone; whether a feed is there is found out by asking.

// typedAddress understands what a reader typed.
func typedAddress(input string) (typed, error) {
	s := strings.TrimSpace(safe.Line(strings.Trim(strings.TrimSpace(input), "<>\"'")))
	s = strings.TrimPrefix(s, "acct:")
	switch {
	case s == "":
		return typed{}, errors.New("the address is empty")
	case strings.HasPrefix(s, "@"), fediverse()(s):
		return handle(strings.TrimPrefix(s, "@"))
	}
	if address, ok := subreddit(s); ok {
		return typed{address: address}, nil
	}
	if u, err := url.Parse(s); err == nil && u.User != nil && u.Host != "" {
		return typed{}, errors.New("an address with a name or password in it is not supported")
	}
	address, bare := WebAddress(s)
	if address == "" {
		return typed{}, errors.New("this is no web address")
	}
	if u := parsedURL(address); u != nil && u.Path == "" {
		u.Path = "/"
		address = u.String()
	}
	return typed{address: address, bare: bare}, nil
}

// fediverse matches user@host. Compiled when the first feed is looked for.
var fediverse = sync.OnceValue(func() func(string) bool {
	return regexp.MustCompile(`^[A-Za-z0-9_.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`).MatchString
})

// handle understands a handle without its first @.
func handle(s string) (typed, error) {
	user, host, two := strings.Cut(s, "@")
	user = url.PathEscape(user)
	var t typed
	switch {
	case user == "" || strings.ContainsAny(s, " /") || two && !bareHost(host):
		return typed{}, errors.New("this is no handle: @user@host, @name.bsky.social or @channel")
	case two:
		site := "https://" + host
		t.address = site + "/@" + user
		t.first = []string{t.address + ".rss", site + "/users/" + user + ".rss", site + "/users/" + user + "/feed.atom", t.address + ".atom"}
	case strings.Contains(user, "."):
		t.address = "https://bsky.app/profile/" + user
	default:
		t.address = "https://www.youtube.com/@" + user
	}
	if t.address = safe.URL(t.address); t.address == "" {
		return typed{}, errors.New("this is no handle")
	}
	return t, nil
}

// subreddit understands r/name and u/name.
func subreddit(s string) (string, bool) {
	kind, name, ok := strings.Cut(strings.Trim(s, "/"), "/")
	if !ok || name == "" || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789_-+") != "" {
		return "", false
	}
	switch strings.ToLower(kind) {
	case "r":
		return "https://www.reddit.com/r/" + name + "/", true
	case "u", "user":
		return "https://www.reddit.com/user/" + name + "/", true
	}
	return "", false
}

// knownFeeds are the feeds that belong to a page of a site whose ways are known, the one a reader most likely wants first.
func knownFeeds(u *url.URL) []string {
	if u == nil {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	for _, prefix := range []string{"www.", "m.", "old.", "new.", "np."} {
		host = strings.TrimPrefix(host, prefix)
	}
	path := strings.FieldsFunc(u.EscapedPath(), func(r rune) bool { return r == '/' })
	switch {
	case host == "youtube.com" || host == "youtu.be":
		return youTube(path, u.Query())
	case host == "reddit.com":
		return reddit(path, u.Path)
	case host == "github.com":
		return gitHub(path)
	case host == "gist.github.com" && len(path) > 0:
		return []string{"https://gist.github.com/" + path[0] + ".atom"}
	case host == "gitlab.com" || strings.HasPrefix(host, "gitlab."):
		return gitLab("https://"+u.Host, path)
	case host == "bsky.app" && len(path) > 1 && path[0] == "profile":
		return []string{"https://bsky.app/profile/" + path[1] + "/rss"}
	case host == "medium.com" && len(path) > 0 && path[0] != "feed":
		return []string{"https://medium.com/feed/" + path[0]}
	case strings.HasSuffix(host, ".medium.com") && (len(path) == 0 || path[0] != "feed"):
		return []string{"https://" + host + "/feed"}
	case host == "substack.com" && len(path) > 0 && strings.HasPrefix(path[0], "@"):
		return []string{"https://" + path[0][1:] + ".substack.com/feed"}
	case strings.HasSuffix(host, ".substack.com") && (len(path) == 0 || path[0] != "feed"):
		return []string{"https://" + host + "/feed"}
	}
	return nil
}

func youTube(path []string, query url.Values) []string {
	const feed = "https://www.youtube.com/feeds/videos.xml?"
	switch {
	case query.Get("list") != "":
		return []string{feed + "playlist_id=" + url.QueryEscape(query.Get("list"))}
	case len(path) > 1 && path[0] == "channel":
		return []string{feed + "channel_id=" + url.QueryEscape(path[1])}
	case len(path) > 1 && path[0] == "user":
		return []string{feed + "user=" + url.QueryEscape(path[1])}
	}
	return nil
}

func reddit(path []string, whole string) []string {
	if len(path) == 0 || strings.HasSuffix(whole, ".rss") {
		return nil
	}
	if path[0] == "u" {
		path[0] = "user"
	}
	return []string{"https://www.reddit.com/" + strings.Join(path, "/") + "/.rss"}
}

// gitHub: what is released, what is done, what is tagged; of a person, what they do.
func gitHub(path []string) []string {
	const site = "https://github.com/"
	if len(path) == 0 || strings.HasSuffix(path[len(path)-1], ".atom") {
		return nil
	}
	switch path[0] {
	case "features", "topics", "trending", "sponsors", "marketplace", "about", "pricing", "orgs", "blog":
		return nil
	}
	if len(path) == 1 {
		return []string{site + path[0] + ".atom"}
	}
	repository := site + path[0] + "/" + strings.TrimSuffix(path[1], ".git")
	if len(path) == 2 {
		return []string{repository + "/releases.atom", repository + "/commits.atom", repository + "/tags.atom"}
	}
	switch path[2] {
	case "releases", "tags":
		return []string{repository + "/" + path[2] + ".atom"}
	case "commits", "tree", "blob":
		if len(path) > 3 {
			return []string{repository + "/commits/" + strings.Join(path[3:], "/") + ".atom"}
		}
		return []string{repository + "/commits.atom"}
	case "discussions":
		return []string{repository + "/discussions.atom"}
	}
	return []string{repository + "/releases.atom", repository + "/commits.atom", repository + "/tags.atom"}
}

// gitLab: groups may lie in groups; what is behind "-" is a page of the project.
func gitLab(site string, path []string) []string {
	var page []string
	for i, name := range path {
		if name == "-" {
			path, page = path[:i], path[i+1:]
			break
		}
	}
	if len(path) == 0 || strings.HasSuffix(path[len(path)-1], ".atom") || path[0] == "explore" || path[0] == "users" {
		return nil
	}
	project := site + "/" + strings.Join(path, "/")
	switch {
	case len(path) == 1:
		return []string{project + ".atom"}
	case len(page) > 0 && page[0] == "releases":
		return []string{project + "/-/releases.atom"}
	case len(page) > 0 && page[0] == "tags":
		return []string{project + "/-/tags?format=atom"}
	case len(page) > 0 && page[0] == "issues":
		return []string{project + "/-/issues.atom"}
	case len(page) > 1 && (page[0] == "commits" || page[0] == "tree" || page[0] == "blob"):
		return []string{project + "/-/commits/" + page[1] + "?format=atom"}
	}
	return []string{project + "/-/releases.atom", project + ".atom", project + "/-/tags?format=atom"}
}
