package web_test

import (
	"fmt"
	"net/http"
	"syscall"
	"testing"
	"time"

	"duban/models"
)

// BenchmarkPages answers pages in process, over a real store. It reports the processor time of a page besides the time
// that passed, which a busy machine lengthens.
func BenchmarkPages(b *testing.B) {
	for _, n := range []int{48, 1000} {
		d := ofSize(b, n)
		h := d.as(models.RoleOffice)
		for _, page := range []struct{ name, address string }{
			{"list", "/projects"}, {"project", "/projects/2021/ZD-2021-007"}, {"board", "/board"}, {"overview", "/"},
			{"help", "/help"},
		} {
			b.Run(fmt.Sprintf("%s/%d", page.name, n), func(b *testing.B) {
				b.ReportAllocs()
				get(h, page.address) // what is kept between requests is loaded
				before, bytes := cpuTime(b), 0
				for b.Loop() {
					got := get(h, page.address)
					if got.Code != http.StatusOK {
						b.Fatalf("%s: %d", page.address, got.Code)
					}
					bytes = got.Body.Len()
				}
				b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(b.N)/1000, "cpu-ms/op")
				b.ReportMetric(float64(bytes)/1000, "KB/page")
			})
		}
	}
}

// cpuTime is the processor time of this process so far.
func cpuTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
