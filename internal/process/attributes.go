package process

import (
	"context"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"

	"duban/workflows/contract"
)

// SearchAttributes are the attributes project workflows carry, with their types.
func SearchAttributes() map[string]enumspb.IndexedValueType {
	return map[string]enumspb.IndexedValueType{
		contract.AttributeProgramme: enumspb.INDEXED_VALUE_TYPE_KEYWORD_LIST,
		contract.AttributeUnit:      enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeStage:     enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeColour:    enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		contract.AttributeNextDue:   enumspb.INDEXED_VALUE_TYPE_DATETIME,
	}
}

// EnsureSearchAttributes adds to an external cluster's namespace what is missing there. The server inside does it
// itself.
func (c *Client) EnsureSearchAttributes(ctx context.Context) error {
	operator := c.temporal.OperatorService()
	known, err := operator.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: c.namespace})
	if err != nil {
		return translate(err)
	}
	missing := SearchAttributes()
	for name := range known.GetCustomAttributes() {
		delete(missing, name)
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{Namespace: c.namespace,
		SearchAttributes: missing})
	return translate(err)
}
