//! Every number that has a source of its own.

use super::{Cause, KnowledgeBase, LevelTable, Link, Quantity, Role};

impl Cause {
    /// Returns its numbers: the priors, then those of factors, descriptors, measurements, symptoms and recommendations.
    ///
    /// # Examples
    ///
    /// ```
    /// let knowledge = heavylegs::KnowledgeBase::builtin();
    /// let cause = knowledge.cause("iron_deficiency").unwrap();
    /// assert_eq!(cause.quantities()[0].value, cause.prior.value);
    /// ```
    #[must_use]
    pub fn quantities(&self) -> Vec<&Quantity> {
        let mut all = vec![&self.prior];
        all.extend(self.prior_when.iter().map(|row| &row.is));
        let tables = [&self.factors, &self.descriptors, &self.measurements];
        let levels = tables.into_iter().flatten().flat_map(|table: &LevelTable| &table.levels);
        all.extend(levels.map(|(_, quantity)| quantity));
        let links = [&self.symptoms, &self.recommendations];
        all.extend(links.into_iter().flatten().map(|link: &Link| &link.strength));
        all
    }
}

impl KnowledgeBase {
    /// Returns the base rates of the symptoms and the numbers of all causes.
    ///
    /// # Examples
    ///
    /// ```
    /// let knowledge = heavylegs::KnowledgeBase::builtin();
    /// let sourced = knowledge.quantities().iter().filter(|number| number.source.is_some()).count();
    /// assert!(sourced > 0);
    /// ```
    #[must_use]
    pub fn quantities(&self) -> Vec<&Quantity> {
        let bases = self.observations.iter().filter_map(|observation| match &observation.role {
            Role::Symptom(symptom) => symptom.base.as_ref(),
            _ => None,
        });
        bases.chain(self.causes.iter().flat_map(Cause::quantities)).collect()
    }
}
