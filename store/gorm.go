package store

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// gormConfig is the configuration of every pool.
func gormConfig() *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true, // Write and Read open the only transactions
		DisableAutomaticPing:   true,
		Logger:                 logger.Discard, // failures are returned, and logged by the caller
		// GORM fills an empty CreatedAt from this clock, in seconds. Callers set the instants of rows, so the clock
		// is fixed at zero.
		NowFunc: func() time.Time { return time.Unix(0, 0) },
	}
}
