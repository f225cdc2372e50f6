package workflows

import (
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// refuse returns an error that the caller recognises by its kind and can show as it is.
func refuse(kind models.Kind, code, message string) error {
	return temporal.NewNonRetryableApplicationError(message, string(kind), nil, contract.ErrorDetails{Code: code,
		Message: message})
}
