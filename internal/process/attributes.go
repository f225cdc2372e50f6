package process

import (
	"context"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/sdk/temporal"

	"duban/workflows/contract"
)

// SearchAttributes are the attributes that the workflows of projects, orders and rounds carry, with their types.
func SearchAttributes() map[string]enumspb.IndexedValueType {
	return map[string]enumspb.IndexedValueType{
		contract.AttributeProgramme: enumspb.INDEXED_VALUE_TYPE_KEYWORD_LIST,
		contract.AttributeUnit:      enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeStage:     enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeColour:    enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeNextDue:   enumspb.INDEXED_VALUE_TYPE_DATETIME,
	}
}

// buildID names the worker's code to the server. It is the same for every version: what differs between them is the
// protocol of a run. The SDK's own would be a checksum of the program, read whole at every start.
const buildID = "duban"

// searchAttributes are those that a run starts with. A value that is not known yet is left out. The server adds the
// worker's build after the first task, as another write of the list of runs, unless the start has it already. That is
// left to other servers than the embedded one, whose later versions may refuse it.
func searchAttributes(a contract.Attributes, embedded bool) temporal.SearchAttributes {
	var set []temporal.SearchAttributeUpdate
	if embedded {
		key := temporal.NewSearchAttributeKeyKeywordList("BuildIds")
		set = append(set, key.ValueSet([]string{"unversioned", "unversioned:" + buildID}))
	}
	if len(a.Programmes) > 0 {
		key := temporal.NewSearchAttributeKeyKeywordList(contract.AttributeProgramme)
		set = append(set, key.ValueSet(a.Programmes))
	}
	for name, value := range map[string]string{
		contract.AttributeUnit: a.Unit, contract.AttributeStage: a.Stage, contract.AttributeColour: a.Colour,
	} {
		if value != "" {
			set = append(set, temporal.NewSearchAttributeKeyKeyword(name).ValueSet(value))
		}
	}
	if a.NextDue != 0 {
		set = append(set, temporal.NewSearchAttributeKeyTime(contract.AttributeNextDue).ValueSet(a.NextDue.Time()))
	}
	return temporal.NewSearchAttributes(set...)
}

// EnsureSearchAttributes adds to an external cluster's namespace what is missing there. The embedded server creates its
// namespace with them. Of several processes that start at once, one adds them and the others find them.
func (c *Client) EnsureSearchAttributes(ctx context.Context) error {
	for attempt := 1; ; attempt++ {
		missing, err := c.missingAttributes(ctx)
		if err != nil || len(missing) == 0 {
			return translate(err)
		}
		_, err = c.temporal.OperatorService().AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
			Namespace: c.namespace, SearchAttributes: missing})
		if err == nil || attempt == attributeTries {
			return translate(err)
		}
		select {
		case <-ctx.Done():
			return translate(ctx.Err())
		case <-time.After(attributePause):
		}
	}
}

// Adding attributes fails when another process adds them at the same time.
const (
	attributeTries = 10
	attributePause = 500 * time.Millisecond
)

func (c *Client) missingAttributes(ctx context.Context) (map[string]enumspb.IndexedValueType, error) {
	known, err := c.temporal.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{
		Namespace: c.namespace})
	missing := SearchAttributes()
	for name := range known.GetCustomAttributes() {
		delete(missing, name)
	}
	return missing, err
}
