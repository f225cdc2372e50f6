//go:build !noembed && unix

package engine_test

import (
	"maps"
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"duban/internal/engine"
	"duban/models"
)

// An attribute that a namespace of an earlier run lacks can be used at once; those it has keep their values.
func TestSearchAttributeAdded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	unit := temporal.NewSearchAttributeKeyKeyword("Unit")
	stage := temporal.NewSearchAttributeKeyKeyword("Stage")
	due := temporal.NewSearchAttributeKeyTime("NextDue")
	at := time.Date(2021, 6, 30, 1, 0, 0, 0, time.UTC)
	start := func(c client.Client, id string, values ...temporal.SearchAttributeUpdate) {
		t.Helper()
		_, err := c.ExecuteWorkflow(within(t, time.Minute), client.StartWorkflowOptions{
			ID: id, TaskQueue: queue, TypedSearchAttributes: temporal.NewSearchAttributes(values...),
		}, numbers)
		if err != nil {
			t.Fatal(err)
		}
	}

	_, c, stop := runEngine(t, engine.Options{Dir: dir,
		SearchAttributes: map[string]enums.IndexedValueType{"Unit": enums.INDEXED_VALUE_TYPE_KEYWORD}})
	start(c, "first", unit.ValueSet("住建局"))
	if got := count(t, c, `Unit = "住建局"`, 1); got != 1 {
		t.Errorf("found %d", got)
	}
	stop()

	more := map[string]enums.IndexedValueType{
		"NextDue": enums.INDEXED_VALUE_TYPE_DATETIME, "Stage": enums.INDEXED_VALUE_TYPE_KEYWORD,
		"Unit": enums.INDEXED_VALUE_TYPE_KEYWORD,
	}
	_, c, stop = runEngine(t, engine.Options{Dir: dir, SearchAttributes: more})
	start(c, "second", unit.ValueSet("住建局"), stage.ValueSet("在建"), due.ValueSet(at))
	for _, find := range []struct {
		list string
		want int64
	}{
		{`Unit = "住建局"`, 2},
		{`Stage = "在建"`, 1},
		{`NextDue < "2021-06-30T09:00:01+08:00"`, 1},
		{`NextDue < "2021-06-30T08:59:59+08:00"`, 0}, // last: nothing is what one finds too early
	} {
		if got := count(t, c, find.list, find.want); got != find.want {
			t.Errorf("%s finds %d, want %d", find.list, got, find.want)
		}
	}
	stop()

	// A shorter list takes nothing away.
	_, c, stop = runEngine(t, engine.Options{Dir: dir})
	if got := count(t, c, `Stage = "在建"`, 1); got != 1 {
		t.Errorf("found %d", got)
	}
	stop()

	other := maps.Clone(more)
	other["Unit"] = enums.INDEXED_VALUE_TYPE_INT
	full := maps.Clone(more)
	for _, name := range []string{"B1", "B2", "B3", "B4"} {
		full[name] = enums.INDEXED_VALUE_TYPE_BOOL
	}
	for name, refused := range map[string]map[string]enums.IndexedValueType{"another type": other, "too many": full} {
		if _, err := engine.Start(t.Context(), engine.Options{Dir: dir, SearchAttributes: refused}); models.KindOf(
			err) != models.KindInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
