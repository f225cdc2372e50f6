package api

import (
	"context"
	"net/http"
	"net/netip"
	"strings"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
)

type contextKey int

const (
	operatorKey contextKey = iota
	actorKey
	logKey
	matchKey
	deniedKey // of the function that records refusals
)

// AsOperator marks a connection's context as the operator's. The http.Server that listens on the socket in the data
// directory calls it from ConnContext. No connection from the network may be marked.
func AsOperator(ctx context.Context) context.Context {
	return context.WithValue(ctx, operatorKey, true)
}

// identify determines the caller. A token takes precedence over the socket, so that a person with a token acts as
// themselves on the server's own machine too.
func identify(t Tracking, r *http.Request) (models.Actor, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
			return models.Actor{}, unauthenticated()
		}
		actor, err := t.Authenticate(tracking.FromAddress(r.Context(), remoteOf(r)), token)
		if kind := models.KindOf(err); err != nil && kind != models.KindUnavailable && kind != models.KindInternal {
			return models.Actor{}, unauthenticated() // the same text for every cause
		}
		return actor, err
	}
	if marked, _ := r.Context().Value(operatorKey).(bool); marked {
		return models.Operator, nil
	}
	return models.Actor{}, unauthenticated()
}

// remoteOf returns the address that a request came from; "" for the socket.
func remoteOf(r *http.Request) string {
	address := httpguard.ClientOf(r).Address
	if _, err := netip.ParseAddr(address); err != nil {
		return ""
	}
	return address
}

func unauthenticated() *models.Error {
	return models.Errorf(models.KindForbidden, "unauthenticated", "未登录或令牌无效，请使用有效的令牌（DUBAN_TOKEN），或在服务器上用 --data 操作")
}

func actorOf(ctx context.Context) models.Actor {
	actor, _ := ctx.Value(actorKey).(models.Actor)
	return actor
}
