package evidence

import "context"

// InBatches makes runs settle so many people a transaction.
func (s *Service) InBatches(people int) *Service {
	s.batch = people
	return s
}

// Step goes one batch further with the runs under way.
func (s *Service) Step(ctx context.Context) (int, bool, error) {
	return s.step(ctx)
}
