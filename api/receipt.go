package api

import (
	"net/http"

	"duban/tracking"
)

func receipt(r tracking.Receipt, err error) (*receiptOutput, error) {
	if r.Pending {
		return &receiptOutput{http.StatusAccepted, r}, err
	}
	return &receiptOutput{http.StatusOK, r}, err
}
