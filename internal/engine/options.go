package engine

import (
	"log/slog"
	"time"

	"go.temporal.io/api/enums/v1"

	"duban/models"
)

// Durability says what survives a power cut. A crash of the process alone loses nothing with either.
type Durability string

// The durability levels. Normal is about a fifth faster and may lose the last moments before a power cut; the file
// stays sound, and reconcile restores what was lost.
const (
	DurabilityFull   Durability = "full"
	DurabilityNormal Durability = "normal"
)

// Options are the settings of the embedded server.
type Options struct {
	Dir       string       // directory of temporal.db and temporal.lock; made when missing; unused with Memory
	Namespace string       // "" is "duban"
	Log       *slog.Logger // receives warnings and errors of the server; nil drops them

	// SearchAttributes are the namespace's custom attributes. Missing ones are added to an existing namespace;
	// others stay.
	SearchAttributes map[string]enums.IndexedValueType

	Durability Durability // "" is DurabilityFull
	Memory     bool       // keeps everything in memory and touches no file; for tests

	// SuggestContinueAfter is how many events a run has when the server suggests that it continues as new; 0 is
	// Temporal's default of 4,096. For tests.
	SuggestContinueAfter int
}

const (
	defaultNamespace = "duban"
	// startBound is how long the frontend may take to answer once the server has started (about half a second is usual).
	startBound = 30 * time.Second
	// stopBound is how long Stop waits when its context names no deadline (about a second is usual).
	stopBound = 30 * time.Second
)

// checked returns the options with defaults filled in, or an error that names the wrong one.
func (o Options) checked() (Options, error) {
	if o.Namespace == "" {
		o.Namespace = defaultNamespace
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	switch o.Durability {
	case "":
		o.Durability = DurabilityFull
	case DurabilityFull, DurabilityNormal:
	default:
		return o, models.Errorf(models.KindInvalid, "engine_options", "流程引擎的持久化级别“%s”无效，应为 full 或 normal", o.Durability)
	}
	if o.Dir == "" && !o.Memory {
		return o, models.Errorf(models.KindInvalid, "engine_options", "未指定流程引擎的数据目录，请用 --data 指定")
	}
	return o, nil
}
