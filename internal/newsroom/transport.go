package newsroom

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
)

// Transport answers requests in memory through ServeHTTP. Bodies are streamed: a client that stops reading, or whose
// context ends, stops the handler. A host that is no outlet's gives the error of a name that cannot be looked up.
func (n *Newsroom) Transport() http.RoundTripper { return transport{n} }

type transport struct{ newsroom *Newsroom }

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	if t.newsroom.at(req.URL.Host) == nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: req.URL.Hostname(), IsNotFound: true}}
	}
	ctx, cancel := context.WithCancel(req.Context())
	asked := req.Clone(ctx)
	asked.Host = req.URL.Host
	asked.RequestURI = req.URL.RequestURI()
	asked.Body = http.NoBody

	out, in := io.Pipe()
	w := &stream{header: http.Header{}, body: in, begun: make(chan struct{})}
	go func() {
		t.newsroom.ServeHTTP(w, asked)
		w.WriteHeader(http.StatusOK)
		in.CloseWithError(ctx.Err()) // nil is the end of the body
	}()
	select {
	case <-w.begun:
	case <-ctx.Done():
		out.Close()
		cancel()
		return nil, req.Context().Err()
	}
	stop := context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
	return &http.Response{
		Status: fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, ContentLength: -1, Request: req,
		Body: &body{ReadCloser: out, done: func() { stop(); cancel() }},
	}, nil
}

// stream is a ResponseWriter whose body the client reads while it is written.
type stream struct {
	header, sent http.Header
	status       int
	body         io.Writer
	once         sync.Once
	begun        chan struct{} // closed when status and header are settled
}

func (s *stream) Header() http.Header { return s.header }

func (s *stream) WriteHeader(status int) {
	s.once.Do(func() {
		s.status, s.sent = status, s.header.Clone()
		close(s.begun)
	})
}

func (s *stream) Write(p []byte) (int, error) {
	s.WriteHeader(http.StatusOK)
	return s.body.Write(p)
}

// body lets the handler go when the client is through with it.
type body struct {
	io.ReadCloser
	done func()
}

func (b *body) Close() error {
	b.done()
	return b.ReadCloser.Close()
}
