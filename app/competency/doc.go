// Package competency keeps the framework: competencies with five described
// levels, which position requires which level since when, and what finishing a
// course, a question or a class claims to show. It does not know anyone's level;
// evidence does. It owns competencies, competency_levels, requirements and
// claims, and the view v_post_requirements. It emits nothing: gaps are a view.
// Evidence, gaps, learn, assess and classes ask it.
package competency
