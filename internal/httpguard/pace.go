package httpguard

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate limit of one account: requests in a burst, and requests a second after that.
const (
	Burst     = 600
	PerSecond = 50
)

// Pace keeps the scripts of one account from slowing down everyone else. It holds one small entry for each account. The
// zero value is ready for use.
type Pace struct {
	mu sync.Mutex
	of map[string]*rate.Limiter
}

// Take counts a request of an account and returns how long to wait if there were too many.
func (p *Pace) Take(account string) (wait time.Duration) {
	p.mu.Lock()
	limiter, known := p.of[account]
	if !known {
		if p.of == nil {
			p.of = map[string]*rate.Limiter{}
		}
		limiter = rate.NewLimiter(PerSecond, Burst)
		p.of[account] = limiter
	}
	p.mu.Unlock()
	r := limiter.Reserve()
	if wait = r.Delay(); wait > 0 {
		r.Cancel()
	}
	return wait
}
