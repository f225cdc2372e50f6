package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
)

// edge wraps the operations with what applies to every request and response.
func edge(mux *http.ServeMux, t Tracking, o Options) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		log, _ := r.Context().Value(logKey).(requestLog)
		log.Warn("a request of another site was refused", "origin", r.Header.Get("Origin"), "address", remoteOf(r))
		write(w, newProblem(models.Errorf(models.KindForbidden, "cross_origin", "拒绝来自其他网站的请求")))
	}))
	handler := tagged(admitted(mux, t, &httpguard.Pace{}))
	handler = measured(mux, o.Measure, handler)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = numbered(r, o.Log)
		secure(w.Header())
		if httpguard.ClientOf(r).Encrypted {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		defer recovered(w, r)
		origin.Handler(handler).ServeHTTP(w, r)
	})
}

// secure sets the headers of every response. JSON needs no other resources.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

// numbered gives the request a number that appears in the log and in an error message.
func numbered(r *http.Request, log *slog.Logger) *http.Request {
	number := strings.ToLower(rand.Text()[:8])
	log = log.With("request", number, "method", r.Method, "path", r.URL.Path)
	if key := r.Header.Get("Idempotency-Key"); key != "" {
		log = log.With("command", key)
	}
	log.Debug("request")
	return r.WithContext(context.WithValue(r.Context(), logKey, requestLog{log, number}))
}

// recovered responds to a panic. If the response was already begun, the connection is cut off.
func recovered(w http.ResponseWriter, r *http.Request) {
	defect := recover()
	if defect == nil {
		return
	}
	if defect == http.ErrAbortHandler { // the standard library panics with this very value
		panic(defect)
	}
	write(w, refuse(r.Context(), fmt.Errorf("panic: %v\n%s", defect, debug.Stack())))
}

// admitted passes on requests that have a route, come from a caller within its rate limit and, for writes, have a key.
func admitted(mux *http.ServeMux, t Tracking, pace *httpguard.Pace) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" {
			write(w, unrouted(mux, r))
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			actor, err := identify(t, r)
			if err != nil {
				p := refuse(r.Context(), err)
				if p.Status == http.StatusUnauthorized {
					w.Header().Set("WWW-Authenticate", "Bearer")
				}
				write(w, p)
				return
			}
			if wait := waitOf(pace, actor); wait > 0 {
				log, _ := r.Context().Value(logKey).(requestLog)
				log.Warn("too many requests", "person", actor.ID, "address", remoteOf(r))
				refuseForNow(w, wait)
				return
			}
			if err := keyed(r); err != nil {
				write(w, newProblem(err))
				return
			}
			ctx := context.WithValue(tracking.FromAddress(r.Context(), remoteOf(r)), actorKey, actor)
			ctx = context.WithValue(ctx, deniedKey, t.NoteDenied)
			r = r.WithContext(context.WithValue(ctx, matchKey, r.Header.Get("If-Match") != ""))
		}
		mux.ServeHTTP(w, r)
	})
}

// waitOf counts a request and returns how long to wait if there were too many. The operator has no limit.
func waitOf(pace *httpguard.Pace, actor models.Actor) time.Duration {
	if actor.Operator {
		return 0
	}
	return pace.Take(actor.ID)
}

// keyed checks that a write carries its idempotency key.
func keyed(r *http.Request) *models.Error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	if key := strings.TrimSpace(r.Header.Get("Idempotency-Key")); key == "" || len(key) > 200 {
		return models.Errorf(models.KindInvalid, "key_missing", "缺少请求编号：请在 Idempotency-Key 中提供 1–200 个字符的唯一编号，重发时用同一编号")
	}
	return nil
}

// unrouted distinguishes an unknown path from a wrong method, as ServeMux does.
func unrouted(mux *http.ServeMux, r *http.Request) *problem {
	probe := probe{header: http.Header{}}
	mux.ServeHTTP(&probe, r)
	if probe.status == http.StatusMethodNotAllowed {
		return newProblem(models.Errorf(models.KindInvalid, "method_not_allowed", "该地址不支持 %s，可用：%s", r.Method,
			probe.header.Get("Allow")))
	}
	return newProblem(models.Errorf(models.KindNotFound, "no_route", "没有这个地址，请核对（见 /openapi.json）"))
}

type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }
