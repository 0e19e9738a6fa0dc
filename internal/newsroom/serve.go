package newsroom

import (
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"net"
	"net/http"
	"strings"
	"time"
)

// slowness is how long the slow outlet thinks before it sends its feed.
const slowness = 3 * time.Second

// ServeHTTP answers for every outlet, by the host that is asked for: its feed, its front page, its reports and its
// pictures. It takes GET and HEAD, conditional requests and gzip.
func (n *Newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o := n.at(r.Host)
	switch {
	case o == nil:
		http.Error(w, "no outlet of this newsroom has that address", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this newsroom can only be read", http.StatusMethodNotAllowed)
	case strings.HasPrefix(hostname(r.Host), "www."):
		http.Redirect(w, r, o.url(r.URL.RequestURI()), http.StatusMovedPermanently)
	case r.URL.Path == o.feed:
		n.serveFeed(w, r, o)
	case strings.HasPrefix(r.URL.Path, "/pictures/"):
		servePicture(w, r)
	default:
		n.servePage(w, r, o)
	}
}

// at returns the outlet of a host, with or without www. and a port; nil when there is none.
func (n *Newsroom) at(host string) *outlet {
	name := strings.TrimPrefix(hostname(host), "www.")
	for _, o := range n.outlets {
		if o.host == name {
			return o
		}
	}
	return nil
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(host)
}

func (n *Newsroom) serveFeed(w http.ResponseWriter, r *http.Request, o *outlet) {
	if o.trouble == "slow" {
		think := time.NewTimer(slowness)
		defer think.Stop()
		select {
		case <-think.C:
		case <-r.Context().Done():
			return
		}
	}
	doc, mediaType, changed := n.document(o)
	w.Header().Set("Cache-Control", "public, max-age=300")
	send(w, r, answer{doc, mediaType, changed, o.validators, http.StatusOK})
}

func (n *Newsroom) servePage(w http.ResponseWriter, r *http.Request, o *outlet) {
	page, status, changed := n.page(o, r.URL)
	a := answer{page, "text/html; charset=utf-8", changed, o.validators, status}
	if status != http.StatusOK {
		a.validators = "none"
	}
	send(w, r, a)
}

// answer is a document to send with what a server says about it.
type answer struct {
	body       []byte
	mediaType  string
	changed    time.Time
	validators string // both, etag, modified or none
	status     int
}

// send writes an answer: 304 without a body when the client has it already, compressed when the client takes gzip.
func send(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	zip := takesGzip(r)
	if a.validators == "both" || a.validators == "etag" {
		h.Set("ETag", etag(a.body, zip))
	}
	if a.validators == "both" || a.validators == "modified" {
		h.Set("Last-Modified", a.changed.UTC().Format(http.TimeFormat))
	}
	h.Set("Vary", "Accept-Encoding")
	if a.status == http.StatusOK && has(r, h) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", a.mediaType)
	if !zip {
		h.Set("Content-Length", fmt.Sprint(len(a.body)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			w.Write(a.body) //nolint:errcheck // the client may leave
		}
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(a.status)
	if r.Method == http.MethodHead {
		return
	}
	z := gzip.NewWriter(w)
	z.Write(a.body) //nolint:errcheck // the client may leave
	z.Close()       //nolint:errcheck // the same
}

// etag is a strong validator: another one for the compressed form, as RFC 9110 wants it.
func etag(body []byte, zip bool) string {
	h := fnv.New64a()
	h.Write(body)
	if zip {
		return fmt.Sprintf(`"%x-gzip"`, h.Sum64())
	}
	return fmt.Sprintf(`"%x"`, h.Sum64())
}

func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding == "gzip" && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// has reports that the client's copy is the one we would send. If-None-Match wins over If-Modified-Since.
func has(r *http.Request, h http.Header) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" && h.Get("ETag") != "" {
		for part := range strings.SplitSeq(tags, ",") {
			part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
			if part == "*" || part == h.Get("ETag") {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	if err != nil {
		return false
	}
	changed, err := http.ParseTime(h.Get("Last-Modified"))
	return err == nil && !changed.After(since)
}
