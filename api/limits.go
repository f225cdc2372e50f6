package api

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"duban/models"
)

// refuseForNow responds to a request that came too soon.
func refuseForNow(w http.ResponseWriter, wait time.Duration) {
	seconds := int(math.Ceil(wait.Seconds()))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	write(w, newProblem(models.Errorf(models.KindUnavailable, "too_many_requests", "请求过于频繁，没有处理，请 %d 秒后再发", seconds)))
}
