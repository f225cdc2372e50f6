package api

import (
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"duban/models"
)

// Rate limit of one account: requests in a burst, and requests a second after that.
const (
	burst     = 600
	perSecond = 50
)

// limits keeps the scripts of one account from slowing down everyone else. It holds one small entry for each account.
type limits struct {
	mu sync.Mutex
	of map[string]*rate.Limiter
}

// take counts a request and returns how long to wait if there were too many. The operator has no limit.
func (l *limits) take(actor models.Actor) (wait time.Duration) {
	if actor.Operator {
		return 0
	}
	l.mu.Lock()
	limiter, known := l.of[actor.ID]
	if !known {
		limiter = rate.NewLimiter(perSecond, burst)
		l.of[actor.ID] = limiter
	}
	l.mu.Unlock()
	r := limiter.Reserve()
	if wait = r.Delay(); wait > 0 {
		r.Cancel()
	}
	return wait
}

// refuseForNow responds to a request that came too soon.
func refuseForNow(w http.ResponseWriter, wait time.Duration) {
	seconds := int(math.Ceil(wait.Seconds()))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	write(w, newProblem(models.Errorf(models.KindUnavailable, "too_many_requests", "请求过于频繁，没有处理，请 %d 秒后再发", seconds)))
}
