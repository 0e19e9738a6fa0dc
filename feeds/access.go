package feeds

import (
	"context"
	"net/http"
	"net/url"
)

// Access is what opens a source that is not for everybody: the headers that its requests carry. It is asked before every
// request, and may take its time to ask the reader's keyring; its error is shown.
//
// The headers go to the scheme, host and port of the source and nowhere else, whatever redirects say. No Answer holds them.
type Access func(ctx context.Context) (http.Header, error)

// unlock adds a source's own headers to a request; it returns the request with a note of what is secret about it.
func (f *Fetcher) unlock(r *http.Request, source string) (*http.Request, error) {
	access := f.Access[source]
	if access == nil {
		return r, nil
	}
	headers, err := access(r.Context())
	if err != nil {
		return nil, err
	}
	l, _ := r.Context().Value(leaveKey{}).(leave)
	for name, values := range headers {
		name = http.CanonicalHeaderKey(name)
		if _, public := r.Header[name]; !public { // else Go would say something of its own at the next server
			l.secret = append(l.secret, name)
		}
		r.Header[name] = values
	}
	return r.WithContext(withLeave(r.Context(), l)), nil
}

// lock takes away from a redirected request what was meant for another server. Go itself drops Authorization only when
// the host differs, and other headers never.
func lock(r *http.Request, first *url.URL) {
	if r.URL.Scheme == first.Scheme && hostPort(r.URL) == hostPort(first) {
		return
	}
	r.Header.Del("Authorization")
	l, _ := r.Context().Value(leaveKey{}).(leave)
	for _, name := range l.secret {
		r.Header.Del(name)
	}
}
