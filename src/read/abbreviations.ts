const words = (list: string): readonly string[] => list.split(' ')

// Lower case and without their full stop. Which kind an abbreviation is says what may follow it.

/** "Sen. Ida Boone": a name follows, the sentence goes on. */
export const titles = words(
  'mr mrs ms mx messrs dr prof sen sens rep reps gov govs gen col maj capt cmdr cpl lt sgt pvt adm pres sec hon rev fr ' +
    'st mt ft hr mme mlle sr sra dra',
)

/** "Tarn vs. Ellery": no sentence ends here. */
export const joiners = words('vs approx bzw bspw')

/** "Harrow Inc.", "Main Ave.": behind a name, where the sentence may end too. */
export const afterNames = words('inc corp co ltd bros jr sr dept assn ave etc')

/** "No. 5", "Jan. 5": an abbreviation only before a number. */
export const beforeNumbers = words('no nos nr art fig vol ch pp')

export const months = words('jan feb mar apr jun jul aug sept sep oct nov dec')

/** "Fresno, Calif.": many are words of their own, so only with a capital. */
export const usStates = words(
  'ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex ' +
    'va vt wash wis wyo',
)
