// Package httpkind maps errors to HTTP status codes, for the API and the pages alike.
package httpkind

import (
	"net/http"

	"duban/models"
)

// ofKind and ofCode are the mapping; a code overrides its kind.
var (
	ofKind = map[models.Kind]int{
		models.KindInvalid:     http.StatusUnprocessableEntity,
		models.KindNotFound:    http.StatusNotFound,
		models.KindConflict:    http.StatusConflict,
		models.KindForbidden:   http.StatusForbidden,
		models.KindUnavailable: http.StatusServiceUnavailable,
		models.KindInternal:    http.StatusInternalServerError,
	}
	ofCode = map[string]int{
		"empty":                http.StatusBadRequest,
		"evidence_interrupted": http.StatusBadRequest,
		"bad_json":             http.StatusBadRequest,
		"duplicate_key":        http.StatusBadRequest,
		"unauthenticated":      http.StatusUnauthorized,
		"bad_login":            http.StatusUnauthorized,
		"no_route":             http.StatusNotFound,
		"method_not_allowed":   http.StatusMethodNotAllowed,
		"timeout":              http.StatusRequestTimeout,
		"too_large":            http.StatusRequestEntityTooLarge,
		"evidence_too_large":   http.StatusRequestEntityTooLarge,
		"encrypted":            http.StatusUnsupportedMediaType,
		"not_a_workbook":       http.StatusUnsupportedMediaType,
		"evidence_type":        http.StatusUnsupportedMediaType,
		"media_type":           http.StatusUnsupportedMediaType,
		"xls_unsupported":      http.StatusUnsupportedMediaType,
		"xlsb_unsupported":     http.StatusUnsupportedMediaType,
		"et_unsupported":       http.StatusUnsupportedMediaType,
		"key_reused":           http.StatusUnprocessableEntity,
		"stale_version":        http.StatusPreconditionFailed,
		"bad_etag":             http.StatusPreconditionFailed,
		"too_many_attempts":    http.StatusTooManyRequests,
		"too_many_requests":    http.StatusTooManyRequests,
		"storage_full":         http.StatusInsufficientStorage,
		"store_full":           http.StatusInsufficientStorage,
		"disk_full":            http.StatusInsufficientStorage,
	}
)

// Status returns the HTTP status of an error.
func Status(err error) int {
	e := models.AsError(err)
	if status, ok := ofCode[e.Code]; ok {
		return status
	}
	if status, ok := ofKind[e.Kind]; ok {
		return status
	}
	return http.StatusInternalServerError
}
