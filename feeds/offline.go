package feeds

import "errors"

// Where nothing can be found by its name, it is the network that is missing, not every server of the world at once. So what
// says "no such host" waits until some server has been heard of; when none has at the end, no source is blamed.
type doubts struct {
	heard   bool // of a server
	offline bool // somebody said that there is no network
	waiting []outcome
}

// sift returns what is sure.
func (d *doubts) sift(list []outcome) (sure []outcome) {
	for _, o := range list {
		switch {
		case o.held:
		case errors.Is(o.Err, ErrNoHost) && !d.heard:
			d.waiting = append(d.waiting, o)
			continue
		case errors.Is(o.Err, ErrOffline):
			d.offline = true
		case !errors.Is(o.Err, ErrNoHost):
			d.heard = true
		}
		sure = append(sure, o)
	}
	if d.heard {
		sure, d.waiting = append(sure, d.waiting...), nil
	}
	return sure
}

// settle returns what has waited until the end.
func (d *doubts) settle() []outcome {
	hosts := map[string]bool{}
	for _, o := range d.waiting {
		hosts[sourceHost(o.URL)] = true
	}
	for i := range d.waiting {
		if a := &d.waiting[i].Answer; d.offline || len(hosts) > 1 {
			a.Err = ErrOffline
			a.Failures = max(a.Failures-1, 0)
			a.Next = a.Asked.Add(soonest + jitter(a.URL, soonest))
		}
	}
	return d.waiting
}
